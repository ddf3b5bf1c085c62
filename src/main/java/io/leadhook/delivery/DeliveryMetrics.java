package io.leadhook.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;

/** The meters of one destination; all exist, at 0, from its start. Thread-safe. */
final class DeliveryMetrics {
    private static final Duration[] ATTEMPT_BUCKETS = seconds(0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10);
    private static final Duration[] END_TO_END_BUCKETS = seconds(0.05, 0.1, 0.5, 1, 2, 5, 30, 120, 600, 3_600, 21_600);

    private final Counter success;
    private final Counter retryable;
    private final Counter permanent;
    private final Timer attempts;
    private final Timer endToEnd;

    DeliveryMetrics(String destination, MeterRegistry registry) {
        this.success = counter(destination, "success", registry);
        this.retryable = counter(destination, "retryable", registry);
        this.permanent = counter(destination, "permanent", registry);
        this.attempts = Timer.builder("leadhook.delivery")
                .description("One attempt, until the destination's route has returned")
                .tag("destination", destination)
                .serviceLevelObjectives(ATTEMPT_BUCKETS)
                .register(registry);
        this.endToEnd = Timer.builder("leadhook.delivery.end.to.end")
                .description("From received to delivered")
                .tag("destination", destination)
                .serviceLevelObjectives(END_TO_END_BUCKETS)
                .register(registry);
    }

    void attempted(Attempt attempt) {
        attempts.record(Duration.ofMillis(attempt.durationMs()));
        Outcome outcome = attempt.outcome();
        if (outcome instanceof Outcome.Delivered) {
            success.increment();
        } else if (outcome instanceof Outcome.Retryable) {
            retryable.increment();
        } else {
            permanent.increment();
        }
    }

    void delivered(Delivery delivery, Instant at) {
        Duration taken = Duration.between(delivery.receivedAt(), at);
        endToEnd.record(taken.isNegative() ? Duration.ZERO : taken);
    }

    private static Counter counter(String destination, String outcome, MeterRegistry registry) {
        return Counter.builder("leadhook.delivery.attempts")
                .description("Attempts by their outcome")
                .tag("destination", destination)
                .tag("outcome", outcome)
                .register(registry);
    }

    private static Duration[] seconds(double... values) {
        return java.util.Arrays.stream(values)
                .mapToObj(value -> Duration.ofNanos(Math.round(value * 1e9)))
                .toArray(Duration[]::new);
    }
}
