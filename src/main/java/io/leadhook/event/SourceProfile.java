package io.leadhook.event;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a sender's body keeps what an event consists of: JSON pointers (RFC 6901) into it. Immutable.
 *
 * @param id the sender's id of the event; where nothing is found, a hash of source and body serves
 * @param type the event's type, as the sender calls it
 * @param timestamp when it happened: ISO-8601 with zone, or unix seconds or milliseconds
 * @param apiVersion the sender's version of its format; optional in the body
 * @param leadId the lead, or for a merge the one that remains; null: where the canonical event of that type has it
 * @param relatedLeadId the lead that a merge takes away; null: where the canonical event has it
 * @param sequence the sender's number per lead, from 1; optional in the body
 * @param payload the content; for created and updated either an object with {@code lead}, or the lead itself
 * @param changes field → {old, new}; optional in the body
 * @param typeMap the sender's type → the canonical type; what is not in it keeps its name
 * @param types what of it is wanted, by canonical type
 */
public record SourceProfile(
        JsonPointer id,
        JsonPointer type,
        JsonPointer timestamp,
        JsonPointer apiVersion,
        @Nullable JsonPointer leadId,
        @Nullable JsonPointer relatedLeadId,
        JsonPointer sequence,
        JsonPointer payload,
        JsonPointer changes,
        Map<String, String> typeMap,
        TypeFilter types) {

    /** A sender that posts the canonical event. */
    public static final SourceProfile CANONICAL = new SourceProfile(
            JsonPointer.compile("/event_id"),
            JsonPointer.compile("/event_type"),
            JsonPointer.compile("/timestamp"),
            JsonPointer.compile("/api_version"),
            null,
            null,
            JsonPointer.compile("/sequence"),
            JsonPointer.compile("/payload"),
            JsonPointer.compile("/payload/changes"),
            Map.of(),
            TypeFilter.ALL);

    /** A sender of CloudEvents 1.0 in structured form; {@code data} is what the canonical event calls payload. */
    public static final SourceProfile CLOUD_EVENT = new SourceProfile(
            JsonPointer.compile("/id"),
            JsonPointer.compile("/type"),
            JsonPointer.compile("/time"),
            JsonPointer.compile("/data/api_version"),
            null,
            null,
            JsonPointer.compile("/data/sequence"), // the extension "sequence" is a text and need not be a number
            JsonPointer.compile("/data"),
            JsonPointer.compile("/data/changes"),
            Map.of(),
            TypeFilter.ALL);

    public SourceProfile {
        typeMap = Map.copyOf(typeMap);
    }

    /** Whether bodies of this sender have the canonical shape already. */
    boolean isCanonical() {
        return equals(types.equals(TypeFilter.ALL) ? CANONICAL : CANONICAL.wanting(types));
    }

    private SourceProfile wanting(TypeFilter wanted) {
        return new SourceProfile(
                id, type, timestamp, apiVersion, leadId, relatedLeadId, sequence, payload, changes, typeMap, wanted);
    }
}
