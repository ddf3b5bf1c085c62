package io.leadhook.delivery;

import java.time.Clock;
import java.time.Instant;
import java.util.List;

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
                    .<Result>map(delivery ->
                            new Result.Delivered(delivery, outcome.status(), attempt.durationMs(), now))
                    .toList();
        }
        if (outcome instanceof Outcome.Retryable retryable) {
            // One time for the whole batch: what was in order stays in order.
            Delivery oldest = attempt.deliveries().get(0);
            RetrySchedule.Next next =
                    schedule.after(oldest.attempts() + 1, retryable, oldest.receivedAt(), now);
            Result.Failure failure = failure(attempt, "retryable", retryable.error());
            return attempt.deliveries().stream()
                    .map(delivery -> next instanceof RetrySchedule.Next.At at
                            ? (Result) new Result.RetryAt(delivery, failure, at.time())
                            : dead(delivery, failure, ((RetrySchedule.Next.Never) next).reason(), now))
                    .toList();
        }
        Result.Failure failure = failure(attempt, "permanent", ((Outcome.Permanent) outcome).error());
        return attempt.deliveries().stream()
                .map(delivery -> dead(delivery, failure, "permanent", now))
                .toList();
    }

    private Result dead(Delivery delivery, Result.Failure failure, String reason, Instant now) {
        return new Result.Dead(delivery, failure, reason, settings.holdOnDead(), now);
    }

    private static Result.Failure failure(Attempt attempt, String outcome, String error) {
        return new Result.Failure(
                attempt.startedAt(), attempt.durationMs(), outcome, attempt.outcome().status(), error);
    }
}
