package io.leadhook.delivery;

import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Turns an attempt that has ended into what becomes of each of its deliveries. Immutable. */
final class ResultRules {
    private final DeliverySettings settings;
    private final RetrySchedule schedule;
    private final Clock clock;

    ResultRules(DeliverySettings settings, RetrySchedule schedule, Clock clock) {
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

    /**
     * Each in its own time. The earlier event of a lead may have the later time: {@link Window} parks what is due before
     * its turn.
     */
    private List<Result> retried(Attempt attempt, Outcome.Retryable outcome, Instant now) {
        Result.Failure failure = failure(attempt, "retryable", outcome.error());
        // Drawn once: what has failed equally often comes back together, and shares an attempt again.
        double jitter = schedule.jitter();
        return attempt.deliveries().stream()
                .map(delivery -> {
                    RetrySchedule.Next next = schedule.after(delivery, outcome, jitter, now);
                    return next instanceof RetrySchedule.Next.Never never
                            ? dead(delivery, failure, never.reason(), now)
                            : new Result.RetryAt(delivery, failure, ((RetrySchedule.Next.At) next).time());
                })
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
