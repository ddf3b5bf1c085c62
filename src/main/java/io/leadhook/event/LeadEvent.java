package io.leadhook.event;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the hub must know of an event to store, order and address it. Immutable. The content stays in the body.
 *
 * @param source the name of the configured source that sent it
 * @param eventId the sender's id, unique per source; printable ASCII without blanks, at most 200 characters
 * @param type what happened
 * @param leadId the lead it concerns; for a merge, the lead that remains
 * @param relatedLeadId the lead that a merge takes away, else null
 * @param timestamp when it happened, by the sender's clock
 * @param sequence the sender's own number for this lead, from 1, or null
 * @param apiVersion the sender's version of its format, or null
 */
public record LeadEvent(
        String source,
        String eventId,
        EventType type,
        String leadId,
        @Nullable String relatedLeadId,
        Instant timestamp,
        @Nullable Long sequence,
        @Nullable String apiVersion) {
    /** The leads that it concerns: one, or for a merge two, the one that remains first. */
    public List<String> leadIds() {
        return relatedLeadId == null ? List.of(leadId) : List.of(leadId, relatedLeadId);
    }
}
