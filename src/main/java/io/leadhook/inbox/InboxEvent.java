package io.leadhook.inbox;

import io.leadhook.event.LeadEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stored event that has not been dispatched yet. Immutable.
 *
 * @param id the row, ascending in the order of arrival
 * @param event what it is; its API version is left with the stored event
 * @param receivedAt when the hub had read it, UTC
 * @param releaseAt until when it is held because it came too early, or null if it is not held
 * @param fetching it came without its lead, which is being fetched: until then it is not looked at, nor passed
 */
public record InboxEvent(
        long id,
        LeadEvent event,
        Instant receivedAt,
        @Nullable Instant releaseAt,
        boolean fetching) {
    /** Whether it was held and its time is over. */
    public boolean isOverdue(Instant now) {
        return releaseAt != null && !releaseAt.isAfter(now);
    }

    /** The same, held until then. */
    public InboxEvent heldUntil(Instant time) {
        return new InboxEvent(id, event, receivedAt, time, fetching);
    }
}
