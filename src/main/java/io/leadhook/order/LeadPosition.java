package io.leadhook.order;

import io.leadhook.event.EventType;
import io.leadhook.event.LeadEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The newest point of a lead's history that has been passed on. Immutable.
 *
 * @param lastTime the latest sender's timestamp
 * @param lastSequence the highest sender's number, or null if the sender gave none
 * @param present false after the lead was deleted or merged away
 */
public record LeadPosition(Instant lastTime, @Nullable Long lastSequence, boolean present) {
    /** The position after this event of this lead; a late event moves nothing back. */
    public static LeadPosition after(@Nullable LeadPosition before, LeadEvent event, LeadKey lead) {
        boolean mergedAway = lead.leadId().equals(event.relatedLeadId());
        boolean gone = mergedAway || event.type().equals(EventType.DELETED);
        if (before == null) {
            return new LeadPosition(event.timestamp(), mergedAway ? null : event.sequence(), !gone);
        }
        boolean later = !event.timestamp().isBefore(before.lastTime);
        return new LeadPosition(
                later ? event.timestamp() : before.lastTime,
                before.advancedBy(event, mergedAway),
                later ? !gone : before.present);
    }

    /**
     * A merge carries one number and concerns two leads. It counts for the lead that remains, unless only the lead
     * that is merged away was waiting for exactly this number.
     */
    private @Nullable Long advancedBy(LeadEvent event, boolean mergedAway) {
        Long sequence = event.sequence();
        if (sequence == null) {
            return lastSequence;
        }
        if (mergedAway || event.relatedLeadId() != null) {
            return isNext(sequence) ? sequence : lastSequence;
        }
        return lastSequence == null ? sequence : Long.valueOf(Math.max(lastSequence, sequence));
    }

    boolean isNext(long sequence) {
        return lastSequence != null && sequence == lastSequence + 1;
    }

    /** Whether the number has been passed on or given up. A lead without numbers has none behind it. */
    boolean isPast(long sequence) {
        return lastSequence == null || sequence <= lastSequence;
    }
}
