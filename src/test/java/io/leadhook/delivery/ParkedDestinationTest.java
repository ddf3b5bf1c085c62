package io.leadhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ParkedDestinationTest {
    private static final DeliveryProperties.BreakerProperties BREAKER = SteppedDestinations.DEFAULTS.breaker();

    private final EngineInSteps engine =
            new EngineInSteps(new Bounds(8, 4, 3, 2), (lease, result) -> CompletableFuture.completedFuture(null));

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void what_comes_for_a_destination_that_is_up_is_looked_for_at_once() {
        engine.turn();

        engine.comes(1);
        engine.turn();

        assertThat(engine.workers.size()).isEqualTo(1);
    }

    @Test
    void what_comes_for_a_destination_that_is_down_is_looked_for_at_times() {
        engine.turn();
        for (int i = 0; i < BREAKER.minimum(); i++) {
            engine.breaker.record(new Outcome.Retryable(503, "busy", null));
        }

        engine.comes(1);
        engine.turn();
        assertThat(engine.lanes.size()).isZero();

        engine.clock.advance(Duration.ofMillis(250));
        engine.turn();
        assertThat(engine.lanes.size()).isEqualTo(1);
        assertThat(engine.workers.size()).as("attempts while it is parked").isZero();

        engine.clock.advance(BREAKER.probeAfter());
        engine.turn();
        assertThat(engine.workers.size()).as("the one that tries").isEqualTo(1);
    }
}
