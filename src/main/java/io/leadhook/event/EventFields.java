package io.leadhook.event;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds and checks the single parts of an event in a sender's body. */
final class EventFields {
    private static final Pattern EVENT_ID = Pattern.compile("[!-~]{1,200}");
    private static final int MAX_LEAD_ID = 255;
    private static final int MAX_API_VERSION = 64;
    private static final JsonPointer LEAD_ID = JsonPointer.compile("/lead_id");
    private static final JsonPointer LEAD_OBJECT_ID = JsonPointer.compile("/lead/id");
    private static final JsonPointer TARGET = JsonPointer.compile("/target_lead_id");
    private static final JsonPointer SOURCE = JsonPointer.compile("/source_lead_id");

    private final ObjectNode body;
    private final SourceProfile profile;

    EventFields(ObjectNode body, SourceProfile profile) {
        this.body = body;
        this.profile = profile;
    }

    /** The sender's id, or null if it gives none. */
    @Nullable
    String eventId() throws UnreadableException {
        String id = text(body.at(profile.id()));
        if (id == null && isAbsent(body.at(profile.id()))) {
            return null;
        }
        if (id == null || !isEventId(id)) {
            throw new UnreadableException(
                    "the event id at " + profile.id() + " is not 1 to 200 visible ASCII characters without blanks");
        }
        return id;
    }

    EventType type() throws UnreadableException {
        String sent = body.at(profile.type()).textValue();
        if (sent == null) {
            throw new UnreadableException("there is no event type at " + profile.type());
        }
        try {
            return new EventType(profile.typeMap().getOrDefault(sent, sent));
        } catch (IllegalArgumentException e) {
            throw new UnreadableException("the event type at " + profile.type() + " is not valid: " + e.getMessage());
        }
    }

    String leadId(EventType type) throws UnreadableException {
        JsonPointer configured = profile.leadId();
        if (configured != null) {
            return leadIdAt(configured);
        }
        if (type.equals(EventType.MERGED)) {
            return leadIdAt(profile.payload().append(TARGET));
        }
        boolean idFirst = type.equals(EventType.DELETED) || type.equals(EventType.SCORED);
        JsonPointer first = profile.payload().append(idFirst ? LEAD_ID : LEAD_OBJECT_ID);
        JsonPointer second = profile.payload().append(idFirst ? LEAD_OBJECT_ID : LEAD_ID);
        if (!isAbsent(body.at(first))) {
            return leadIdAt(first);
        }
        if (isAbsent(body.at(second))) {
            throw new UnreadableException("there is no lead id at " + first + " or " + second);
        }
        return leadIdAt(second);
    }

    /** The lead that a merge takes away; null for any other type. */
    @Nullable
    String relatedLeadId(EventType type, String leadId) throws UnreadableException {
        if (!type.equals(EventType.MERGED)) {
            return null;
        }
        JsonPointer configured = profile.relatedLeadId();
        String related =
                leadIdAt(configured != null ? configured : profile.payload().append(SOURCE));
        if (related.equals(leadId)) {
            throw new UnreadableException("the lead is merged into itself");
        }
        return related;
    }

    @Nullable
    Long sequence() throws UnreadableException {
        JsonNode node = body.at(profile.sequence());
        if (isAbsent(node)) {
            return null;
        }
        if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < 1) {
            throw new UnreadableException("the sequence at " + profile.sequence() + " is not a whole number from 1");
        }
        return node.longValue();
    }

    @Nullable
    String apiVersion() throws UnreadableException {
        JsonNode node = body.at(profile.apiVersion());
        if (isAbsent(node)) {
            return null;
        }
        String version = text(node);
        if (version == null || version.length() > MAX_API_VERSION || !isClean(version)) {
            throw new UnreadableException(
                    "the API version at " + profile.apiVersion() + " is not a text of at most 64 characters");
        }
        return version;
    }

    static boolean isEventId(String id) {
        return EVENT_ID.matcher(id).matches();
    }

    static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    private String leadIdAt(JsonPointer where) throws UnreadableException {
        JsonNode node = body.at(where);
        if (isAbsent(node)) {
            throw new UnreadableException("there is no lead id at " + where);
        }
        String id = text(node);
        // "." and ".." would change the path of the CRM's URL.
        if (id == null
                || id.isBlank()
                || id.length() > MAX_LEAD_ID
                || !isClean(id)
                || id.equals(".")
                || id.equals("..")) {
            throw new UnreadableException("the lead id at " + where
                    + " is not a text of 1 to 255 characters without control characters, nor a whole number");
        }
        return id;
    }

    private static @Nullable String text(JsonNode node) {
        return node.isIntegralNumber() ? node.bigIntegerValue().toString() : node.textValue();
    }

    private static boolean isClean(String text) {
        return text.codePoints()
                .noneMatch(point -> Character.isISOControl(point) || Character.getType(point) == Character.SURROGATE);
    }
}
