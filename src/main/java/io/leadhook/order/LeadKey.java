package io.leadhook.order;

import io.leadhook.event.LeadEvent;
import java.util.List;

/** A lead: its id is the sender's, so it is unique only together with the source. */
public record LeadKey(String source, String leadId) {
    /** The leads that an event concerns: one, or for a merge two, the one that remains first. */
    public static List<LeadKey> of(LeadEvent event) {
        return event.leadIds().stream()
                .map(leadId -> new LeadKey(event.source(), leadId))
                .toList();
    }
}
