package io.leadhook.delivery;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns an attempt that has ended into what becomes of each of its deliveries. Immutable. */
final class Verdict {
    private final DeliverySettings settings;
    private final RetrySchedule schedule;
    private final Clock clock;

    Verdict(DeliverySettings settings, RetrySchedule schedule, Clock clock) {
        this.settings = settings;
        this.schedule = schedule;
        this.clock = clock;
    }

    List<Result> of(Attempt attempt) {
        Instant now = clock.instant();
        Outcome outcome = attempt.outcome();
        if (outcome instanceof Outcome.Delivered) {
            return attempt.deliveries().stream()
                    .<Result>map(
                            delivery -> new Result.Delivered(delivery, outcome.status(), attempt.durationMs(), now))
                    .toList();
        }
        if (outcome instanceof Outcome.Retryable retryable) {
            return retried(attempt, retryable, now);
        }
        Result.Failure failure = failure(attempt, "permanent", ((Outcome.Permanent) outcome).error());
        return attempt.deliveries().stream()
                .map(delivery -> dead(delivery, failure, "permanent", now))
                .toList();
    }

    private List<Result> retried(Attempt attempt, Outcome.Retryable outcome, Instant now) {
        Result.Failure failure = failure(attempt, "retryable", outcome.error());
        Map<Delivery, RetrySchedule.Next> next = new LinkedHashMap<>();
        attempt.deliveries()
                .forEach(delivery ->
                        next.put(delivery, schedule.after(delivery.attempts() + 1, outcome, delivery.since(), now)));
        // One time for the whole batch: what was in order stays in order.
        Instant last = next.values().stream()
                .map(one -> one instanceof RetrySchedule.Next.At at ? at.time() : now)
                .max(Comparator.naturalOrder())
                .orElse(now);
        return next.entrySet().stream()
                .map(entry -> entry.getValue() instanceof RetrySchedule.Next.Never never
                        ? dead(entry.getKey(), failure, never.reason(), now)
                        : new Result.RetryAt(entry.getKey(), failure, last))
                .toList();
    }

    private Result dead(Delivery delivery, Result.Failure failure, String reason, Instant now) {
        return new Result.Dead(delivery, failure, reason, settings.holdOnDead(), now);
    }

    private static Result.Failure failure(Attempt attempt, String outcome, String error) {
        return new Result.Failure(
                attempt.startedAt(),
                attempt.durationMs(),
                outcome,
                attempt.outcome().status(),
                error);
    }
}
