package io.leadhook.delivery;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.leadhook.inbox.StoredBodies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * The canonical event as a destination route gets it: a map of its own per attempt, so that a route may change it.
 * Numbers keep every digit. Thread-safe.
 */
@Component
class EventBody {
    private static final TypeReference<LinkedHashMap<String, Object>> MAP = new TypeReference<>() {};
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .build();

    private final StoredBodies stored;

    EventBody(StoredBodies stored) {
        this.stored = stored;
    }

    /** @throws IllegalStateException if the event has been deleted, or lost */
    Map<String, Object> of(Delivery delivery) {
        byte[] json = stored.of(delivery.eventRef(), delivery.source(), delivery.eventId());
        Map<String, Object> event;
        try {
            event = JSON.readValue(json, MAP);
        } catch (IOException e) {
            throw new UncheckedIOException("The stored body of event " + delivery.eventRef() + " is not JSON", e);
        }
        // A sender without ids of its own was given one by the hub.
        event.put("event_id", delivery.eventId());
        event.put("event_type", delivery.type().value());
        event.put("source", delivery.source());
        event.put("lead_id", delivery.leadId());
        event.put("received_at", delivery.receivedAt().toString());
        event.put("late", delivery.late());
        return event;
    }
}
