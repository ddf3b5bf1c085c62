package io.leadhook.console.page;

import io.leadhook.console.EventDetail.FailedAttempt;
import io.leadhook.console.EventItem.DeliveryItem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One event's way to one destination: every attempt, oldest first. Immutable. */
record Timeline(DeliveryItem delivery, List<Step> steps) {
    /**
     * One attempt.
     *
     * @param outcome delivered, retryable or permanent
     * @param at when it began or, if it delivered, when it ended
     */
    record Step(
            int number,
            Instant at,
            String outcome,
            @Nullable Integer status,
            @Nullable Integer durationMs,
            @Nullable String error) {}

    static Timeline of(DeliveryItem delivery, List<FailedAttempt> failed) {
        List<Step> steps = new ArrayList<>();
        failed.stream()
                .filter(attempt -> attempt.deliveryId() == delivery.id())
                .forEach(attempt -> steps.add(new Step(
                        attempt.attempt(),
                        attempt.startedAt(),
                        attempt.outcome(),
                        attempt.status(),
                        attempt.durationMs(),
                        attempt.error())));
        Instant finished = delivery.finishedAt();
        if (delivery.state().equals("delivered") && finished != null) {
            steps.add(new Step(
                    delivery.attempts(), finished, "delivered", delivery.lastStatus(), delivery.durationMs(), null));
        }
        return new Timeline(delivery, steps);
    }

    /** Whether it can be told to go now. */
    public boolean retryable() {
        return delivery.state().equals("retrying") || delivery.state().equals("dead");
    }

    public boolean dead() {
        return delivery.state().equals("dead");
    }
}
