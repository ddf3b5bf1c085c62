package io.leadhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A busy destination that dies: after so many successes its breaker does not open for a while. */
class DoubtfulReceiverTest {
    private static final int MINIMUM = SteppedDestinations.DEFAULTS.breaker().minimum();
    private static final Outcome OK = new Outcome.Delivered(200);
    private static final Outcome BUSY = new Outcome.Retryable(503, "busy", null);
    private static final Outcome REFUSED = new Outcome.Permanent(422, "no such field");

    private final EngineInSteps engine =
            new EngineInSteps(Bounds.DEFAULT, (lease, result) -> CompletableFuture.completedFuture(null));

    @BeforeEach
    void begin() {
        engine.turn();
        ends(OK, 10 * MINIMUM);
        for (int id = 1; id <= 20; id++) {
            engine.comes(id);
        }
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void while_all_attempts_fail_there_is_one_at_a_time() {
        ends(BUSY, MINIMUM);
        assertThat(engine.breaker.isOpen()).as("after so many successes").isFalse();

        assertThat(engine.startsLater()).isEqualTo(1);
        assertThat(engine.startsLater()).as("beside the one that is under way").isZero();
    }

    @Test
    void a_receiver_that_is_back_gets_more_and_more_at_once() {
        ends(BUSY, MINIMUM);
        engine.startsLater();

        engine.workers.run(0);
        engine.turn();
        assertThat(engine.workers.size()).as("at once").isEqualTo(1);

        engine.clock.advance(Duration.ofSeconds(1));
        engine.turn();
        assertThat(engine.workers.size()).as("after a second").isEqualTo(2);

        engine.clock.advance(Duration.ofSeconds(1));
        engine.turn();
        assertThat(engine.workers.size()).as("after two").isGreaterThanOrEqualTo(EngineInSteps.CONCURRENCY);
    }

    @Test
    void what_comes_meanwhile_is_looked_for_at_times() {
        ends(BUSY, MINIMUM);

        engine.turn();
        assertThat(engine.lanes.size()).isZero();

        engine.clock.advance(Duration.ofMillis(250));
        engine.turn();
        assertThat(engine.lanes.size()).isEqualTo(20);
    }

    @Test
    void one_success_between_failures_leaves_no_doubt() {
        ends(BUSY, MINIMUM - 1);
        ends(OK, 1);
        ends(BUSY, MINIMUM - 1);

        assertThat(engine.startsLater()).isGreaterThan(1);
    }

    @Test
    void a_refusal_shows_that_the_receiver_is_there() {
        ends(BUSY, MINIMUM - 1);
        ends(REFUSED, 1);
        ends(BUSY, 1);

        assertThat(engine.startsLater()).isGreaterThan(1);
    }

    private void ends(Outcome outcome, int attempts) {
        for (int i = 0; i < attempts; i++) {
            engine.breaker.record(outcome);
        }
    }
}
