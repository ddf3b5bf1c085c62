package io.leadhook.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leadhook.event.EventType;
import io.leadhook.event.LeadEvent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An event of a lead that does not exist, canonical, from the source {@code test}. Its lead is its own, so it never
 * waits for another event nor holds one up.
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record SyntheticEvent(LeadEvent event, byte[] body) {
    static final List<EventType> TYPES =
            List.of(EventType.CREATED, EventType.UPDATED, EventType.DELETED, EventType.SCORED, EventType.MERGED);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SOURCE = "test";
    private static final int SCORE = 42;

    static String typeNames() {
        return TYPES.stream().map(EventType::value).collect(Collectors.joining(", "));
    }

    static SyntheticEvent of(EventType type, Instant now) {
        String id = UUID.randomUUID().toString();
        String lead = "test-" + id.substring(0, 8);
        String merged = type.equals(EventType.MERGED) ? lead + "-duplicate" : null;
        Instant timestamp = now.truncatedTo(ChronoUnit.MILLIS);
        LeadEvent event = new LeadEvent(SOURCE, "test-" + id, type, lead, merged, timestamp, null, null);
        ObjectNode body = JSON.createObjectNode()
                .put("event_id", event.eventId())
                .put("event_type", type.value())
                .put("timestamp", timestamp.toString());
        fill(body.putObject("payload"), type, lead, merged);
        try {
            return new SyntheticEvent(event, JSON.writeValueAsBytes(body));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("cannot write a test event", impossible);
        }
    }

    private static void fill(ObjectNode payload, EventType type, String lead, @Nullable String merged) {
        if (type.equals(EventType.DELETED)) {
            payload.put("lead_id", lead).putObject("metadata").put("test", true);
        } else if (type.equals(EventType.SCORED)) {
            payload.put("lead_id", lead).put("score", SCORE).put("previous_score", 0);
            payload.putArray("contributions")
                    .addObject()
                    .put("rule", "test event")
                    .put("points", SCORE);
        } else if (type.equals(EventType.MERGED)) {
            payload.put("source_lead_id", merged).put("target_lead_id", lead);
        } else {
            payload.putObject("lead")
                    .put("id", lead)
                    .put("email", lead + "@example.com")
                    .put("first_name", "Test")
                    .put("score", SCORE);
            if (type.equals(EventType.UPDATED)) {
                payload.putObject("changes").putObject("score").put("old", 0).put("new", SCORE);
            }
        }
    }
}
