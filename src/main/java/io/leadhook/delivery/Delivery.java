package io.leadhook.delivery;

import io.leadhook.event.EventType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way to one destination, as the table has it. Immutable.
 *
 * @param id grows with the order of dispatch, so within a lead it is the order of delivery
 * @param eventRef the row of the event
 * @param destination to which it goes
 * @param attempts how many attempts have ended without success
 * @param receivedAt when the hub stored the event, UTC
 * @param since when its time began to count: when the event was received, or the dead letter replayed, UTC
 */
record Delivery(
        long id,
        long eventRef,
        String destination,
        String source,
        String eventId,
        EventType type,
        String leadId,
        @Nullable String relatedLeadId,
        Instant receivedAt,
        Instant since,
        boolean late,
        int attempts) {
    boolean isReplayed() {
        return !since.equals(receivedAt);
    }
}
