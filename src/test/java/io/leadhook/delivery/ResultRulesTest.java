package io.leadhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadhook.testing.Rows;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ResultRulesTest {
    private static final List<Duration> DELAYS = List.of(
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            Duration.ofHours(1),
            Duration.ofHours(6));
    /** In the middle of what can be drawn: the waits are those of the configuration. */
    private static final RandomGenerator NO_JITTER = () -> Long.MIN_VALUE;

    @Test
    void what_shares_a_failed_attempt_with_an_old_delivery_does_not_wait_as_long() {
        assertThat(waits(NO_JITTER, SampleDelivery.failed(1, 4), SampleDelivery.failed(2, 0)))
                .containsExactly(Duration.ofHours(6), Duration.ofSeconds(30));
    }

    @Test
    void what_has_failed_equally_often_comes_back_together() {
        List<Duration> waits = waits(
                new Random(1)::nextLong,
                SampleDelivery.failed(1, 0),
                SampleDelivery.failed(2, 0),
                SampleDelivery.failed(3, 0));

        assertThat(waits).hasSize(3).containsOnly(waits.get(0));
    }

    private static List<Duration> waits(RandomGenerator random, Delivery... deliveries) {
        ResultRules rules = new ResultRules(
                EngineInSteps.settings(20),
                new RetrySchedule(DELAYS, Duration.ofHours(72), random),
                Clock.fixed(Rows.RECEIVED, ZoneOffset.UTC));
        Outcome busy = new Outcome.Retryable(503, "busy", null);
        return rules.of(new Attempt(List.of(deliveries), busy, Rows.RECEIVED, 1)).stream()
                .map(result -> Duration.between(Rows.RECEIVED, ((Result.RetryAt) result).nextAttemptAt()))
                .toList();
    }
}
