package io.leadhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.TransientDataAccessResourceException;

class UnreadableEventTest {
    private final List<Result> results = new ArrayList<>();
    private final EngineInSteps engine = new EngineInSteps(Bounds.DEFAULT, (lease, result) -> {
        results.add(result);
        return CompletableFuture.completedFuture(null);
    });

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void an_event_that_can_never_be_read_is_a_dead_letter_whose_error_tells_no_secret() {
        attempt(new IllegalStateException("no event at https://user:hush@store.example/7"));

        assertThat(results)
                .singleElement()
                .isInstanceOfSatisfying(
                        Result.Dead.class,
                        dead -> assertThat(dead.failure().error())
                                .isEqualTo("java.lang.IllegalStateException: no event at https://store.example/7"));
    }

    @Test
    void an_event_that_cannot_be_read_now_has_had_no_attempt() {
        attempt(new TransientDataAccessResourceException("the store is away"));

        assertThat(results).isEmpty();
        assertThat(engine.workers.size()).as("started again").isEqualTo(1);
    }

    private void attempt(RuntimeException failure) {
        engine.beforeReading = () -> {
            throw failure;
        };
        engine.comes(1);
        engine.turn();
        engine.workers.run(0);
        engine.turn();
    }
}
