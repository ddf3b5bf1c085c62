package io.leadhook.destination;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leadhook.event.EventTime;
import io.leadhook.event.EventType;
import io.leadhook.event.LeadEvent;
import io.leadhook.inbox.Arrival;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Makes a {@code lead.scored} event of a scoring service's answer (Content Enricher, taken back into the inbox). Its id
 * follows from the scored event's id, so that a repeated attempt makes no second one; its time is the scored event's,
 * so that it overtakes nothing that the sender says afterwards. Stateless, thread-safe.
 */
@Component("scoreFeedback")
public final class ScoreFeedback {
    private static final String SUFFIX = ":scored";
    private static final int LONGEST_ID = 200;

    private final ObjectMapper json;
    /** A double would be infinite, or another number, where a score has many digits. */
    private final ObjectReader exact;

    private final Clock clock;

    ScoreFeedback(ObjectMapper json, Clock clock) {
        this.json = json;
        this.exact = json.reader().with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
        this.clock = clock;
    }

    /**
     * Reads the answer.
     *
     * @param event the event that was sent to the service
     * @param answer the service's answer
     * @return what goes to {@code inbox:events}, or null if the answer has no numeric {@code score}: the service has the
     *     lead all the same, so that is no failure
     */
    public Arrival.@Nullable Readable readScore(
            @Variable("event") Map<String, Object> event, @Body byte @Nullable [] answer) {
        JsonNode score = score(answer);
        String eventId = text(event, "event_id");
        // The destination's events keep a score from coming here; this keeps it so if somebody widens them.
        if (score == null
                || eventId.endsWith(SUFFIX)
                || EventType.SCORED.value().equals(text(event, "event_type"))) {
            return null;
        }
        LeadEvent scored = new LeadEvent(
                text(event, "source"),
                idAfter(eventId),
                EventType.SCORED,
                text(event, "lead_id"),
                null,
                time(event),
                null,
                null);
        return new Arrival.Readable(scored, body(scored, score, event), null, clock.instant());
    }

    private @Nullable JsonNode score(byte @Nullable [] answer) {
        try {
            JsonNode root = answer == null ? null : exact.readTree(new String(answer, StandardCharsets.UTF_8));
            JsonNode score = root == null ? null : root.get("score");
            return score != null && score.isNumber() ? score : null;
        } catch (JsonProcessingException | NumberFormatException notJson) { // the latter for an exponent beyond an int
            return null;
        }
    }

    private byte[] body(LeadEvent scored, JsonNode score, Map<String, Object> event) {
        ObjectNode root = json.createObjectNode();
        root.put("event_id", scored.eventId());
        root.put("event_type", scored.type().value());
        root.put("timestamp", scored.timestamp().toString());
        ObjectNode payload = root.putObject("payload");
        payload.put("lead_id", scored.leadId());
        payload.set("score", score);
        JsonNode before = json.valueToTree(event).at("/payload/lead/score");
        if (before.isNumber()) {
            payload.set("previous_score", before);
        }
        return root.toString().getBytes(StandardCharsets.UTF_8);
    }

    private Instant time(Map<String, Object> event) {
        return EventTime.of(text(event, "timestamp")).orElseGet(clock::instant);
    }

    private static String idAfter(String eventId) {
        return eventId.length() + SUFFIX.length() <= LONGEST_ID
                ? eventId + SUFFIX
                : "sha256:" + DigestUtils.sha256Hex(eventId) + SUFFIX;
    }

    private static String text(Map<String, Object> event, String key) {
        Object value = event.get(key);
        return value == null ? "" : value.toString();
    }
}
