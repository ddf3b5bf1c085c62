package io.leadhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AttemptsTest {
    private final EngineInSteps engine =
            new EngineInSteps(Bounds.DEFAULT, (lease, result) -> new CompletableFuture<>());
    private final StepExecutor workers = new StepExecutor();
    private final AtomicInteger wakes = new AtomicInteger();
    private final Attempts attempts = new Attempts(engine.parts, workers, () -> true, wakes::incrementAndGet);

    @AfterEach
    void close() {
        engine.close();
    }

    /** Woken when there is nothing left, it would be too late; woken for each, it would do little else. */
    @Test
    void the_engine_is_woken_once_while_the_workers_have_half_of_what_they_may_have() {
        for (int id = 1; attempts.wantsMore(); id++) {
            engine.comes(id);
            attempts.start(List.of(SampleDelivery.of(id)));
        }
        int half = workers.size() / 2;

        run(half - 1);
        assertThat(wakes).as("while more than half are left").hasValue(0);

        run(1);
        assertThat(wakes).as("with half left").hasValue(1);

        run(half);
        assertThat(wakes).as("with none left").hasValue(1);
    }

    @Test
    void what_broke_off_is_sent_again() {
        AtomicInteger sent = new AtomicInteger();
        engine.receiver = exchange -> sent.incrementAndGet();
        engine.beforeReading = () -> {
            engine.beforeReading = () -> {};
            throw new OutOfMemoryError("as if the heap were full");
        };
        engine.comes(1);
        engine.turn();
        engine.workers.run(0);

        engine.turn();
        engine.workers.run(0);

        assertThat(sent).hasValue(1);
    }

    private void run(int some) {
        for (int i = 0; i < some; i++) {
            workers.run(0);
        }
    }
}
