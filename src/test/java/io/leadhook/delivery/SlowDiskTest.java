package io.leadhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a destination goes on with while the results of its attempts are not on disk yet. */
class SlowDiskTest {
    private static final int DELIVERIES = 100;
    private static final int AT_WORKERS = 4 * EngineInSteps.CONCURRENCY;
    private static final int UNRECORDED = 16 * EngineInSteps.CONCURRENCY;

    private final List<CompletableFuture<Void>> unwritten = new ArrayList<>();
    private final EngineInSteps engine = new EngineInSteps(Bounds.DEFAULT, (lease, result) -> later());

    @BeforeEach
    void come() {
        for (int id = 1; id <= DELIVERIES; id++) {
            engine.comes(id);
        }
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void no_more_wait_for_a_worker_than_keep_it_busy() {
        engine.turn();
        engine.turn();

        assertThat(engine.workers.size()).isEqualTo(AT_WORKERS);
    }

    @Test
    void a_worker_calls_on_while_the_disk_is_slow() {
        assertThat(callAll()).isGreaterThan(AT_WORKERS);
    }

    @Test
    void what_a_crash_would_repeat_is_bounded() {
        assertThat(callAll()).isEqualTo(UNRECORDED);
    }

    @Test
    void what_is_on_disk_makes_room() {
        callAll();
        unwritten.remove(0).complete(null);

        assertThat(callAll()).isEqualTo(1);
    }

    /** Until nothing more is started. */
    private int callAll() {
        int called = 0;
        for (engine.turn(); engine.workers.size() > 0; engine.turn()) {
            engine.workers.run(0);
            called++;
        }
        return called;
    }

    private CompletableFuture<Void> later() {
        CompletableFuture<Void> written = new CompletableFuture<>();
        unwritten.add(written);
        return written;
    }
}
