package io.leadhook.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * When to try again. The waits come from the configuration, ±10 % so that attempts which failed together do not come
 * back together; a receiver's Retry-After can lengthen a wait, not shorten it. Immutable.
 */
final class RetrySchedule {
    private static final double JITTER = 0.1;
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(24);

    /** What follows a failed attempt. */
    sealed interface Next {
        record At(Instant time) implements Next {}

        /** @param reason {@code exhausted} or {@code expired} */
        record Never(String reason) implements Next {}
    }

    private final List<Duration> delays;
    private final Duration maxAge;
    private final RandomGenerator random;

    RetrySchedule(List<Duration> delays, Duration maxAge, RandomGenerator random) {
        this.delays = List.copyOf(delays);
        this.maxAge = maxAge;
        this.random = random;
    }

    /** The factor by which the waits after one attempt differ from the configured ones. */
    double jitter() {
        return 1 - JITTER + 2 * JITTER * random.nextDouble();
    }

    /** @param failed as it was before the attempt that has failed now */
    Next after(Delivery failed, Outcome.Retryable outcome, double jitter, Instant now) {
        if (failed.attempts() >= delays.size()) {
            return new Next.Never("exhausted");
        }
        Duration wait = times(delays.get(failed.attempts()), jitter);
        Duration asked = outcome.retryAfter();
        if (asked != null && asked.compareTo(wait) > 0) {
            wait = asked.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : asked;
        }
        Instant time = now.plus(wait);
        return time.isAfter(failed.since().plus(maxAge)) ? new Next.Never("expired") : new Next.At(time);
    }

    private static Duration times(Duration delay, double factor) {
        return Duration.ofNanos(Math.round(delay.toNanos() * factor));
    }
}
