package io.leadhook.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Puts a sender's event into the shape that destinations work with. */
final class CanonicalEvent {
    /** The width of its column. */
    static final int MAX_BYTES = 1_048_576;

    private CanonicalEvent() {}

    /** Whether the body as sent already says all that is in the event, under the canonical names. */
    static boolean isSent(LeadEvent event, ObjectNode body, SourceProfile profile) {
        return profile.isCanonical()
                && event.eventId().equals(body.path("event_id").textValue())
                && body.path("timestamp").asText().contains("T");
    }

    /** Whether it should carry the whole lead and does not. */
    static boolean isThin(LeadEvent event, ObjectNode canonical) {
        return event.type().carriesLead()
                && !canonical.path("payload").path("lead").isObject();
    }

    static ObjectNode of(LeadEvent event, ObjectNode body, SourceProfile profile) {
        ObjectNode canonical = JsonNodeFactory.instance.objectNode();
        canonical.put("event_id", event.eventId());
        canonical.put("event_type", event.type().value());
        canonical.put("timestamp", event.timestamp().toString());
        if (event.apiVersion() != null) {
            canonical.put("api_version", event.apiVersion());
        }
        if (event.sequence() != null) {
            canonical.put("sequence", event.sequence());
        }
        canonical.set("payload", profile.isCanonical() ? body.path("payload") : payload(event, body, profile));
        return canonical;
    }

    private static ObjectNode payload(LeadEvent event, ObjectNode body, SourceProfile profile) {
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        EventType type = event.type();
        JsonNode content = body.at(profile.payload());
        boolean wholeLead = type.equals(EventType.CREATED) || type.equals(EventType.UPDATED);
        if (wholeLead && content.isObject() && !content.has("lead") && !content.has("lead_id")) {
            payload.set("lead", content);
        } else if (content instanceof ObjectNode fields) {
            payload.setAll(fields);
        }
        nameLeads(event, payload);
        JsonNode changes = body.at(profile.changes());
        if (changes.isObject()) {
            payload.set("changes", changes);
        }
        return payload;
    }

    private static void nameLeads(LeadEvent event, ObjectNode payload) {
        if (event.type().equals(EventType.MERGED)) {
            payload.put("source_lead_id", event.relatedLeadId());
            payload.put("target_lead_id", event.leadId());
        } else if (payload.get("lead") instanceof ObjectNode lead) {
            if (!lead.has("id")) {
                ObjectNode named = lead.deepCopy();
                payload.set("lead", named.put("id", event.leadId()));
            }
        } else {
            payload.put("lead_id", event.leadId());
        }
    }
}
