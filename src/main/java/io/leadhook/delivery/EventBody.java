package io.leadhook.delivery;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * The canonical event as a destination route gets it: a map of its own per attempt, so that a route may change it.
 * Numbers keep every digit. Thread-safe.
 */
@Component
class EventBody {
    /** An event goes to several destinations at about the same time; its bytes are read once for them. */
    private static final long CACHED_BYTES = 32L << 20;
    /** And those of its neighbours, whose turn comes soon, with them; as long as they are small. */
    private static final int NEIGHBOURS = 32;

    private static final int SMALL_BYTES = 16 << 10;
    private static final int LOCKS = 64;

    private static final TypeReference<LinkedHashMap<String, Object>> MAP = new TypeReference<>() {};
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .build();

    private final JdbcDeliveries deliveries;
    private final Cache<Long, byte[]> bytes = Caffeine.newBuilder()
            .maximumWeight(CACHED_BYTES)
            .weigher((Long id, byte[] body) -> body.length)
            .build();

    /** Who reads some neighbours is waited for by those who want the others. */
    private final Object[] locks = Stream.generate(Object::new).limit(LOCKS).toArray();

    EventBody(JdbcDeliveries deliveries) {
        this.deliveries = deliveries;
    }

    /** @throws IllegalStateException if the event has been deleted */
    Map<String, Object> of(Delivery delivery) {
        byte[] json = bytes(delivery.eventRef());
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

    private byte[] bytes(long event) {
        byte[] cached = bytes.getIfPresent(event);
        return cached == null ? read(event) : cached;
    }

    private byte[] read(long event) {
        long group = event / NEIGHBOURS;
        synchronized (locks[(int) (group % LOCKS)]) {
            byte[] readMeanwhile = bytes.getIfPresent(event);
            if (readMeanwhile != null) {
                return readMeanwhile;
            }
            Map<Long, byte[]> found =
                    deliveries.canonicalBodies(event, group * NEIGHBOURS + NEIGHBOURS - 1, SMALL_BYTES);
            bytes.putAll(found);
            byte[] own = found.get(event);
            if (own == null) {
                throw new IllegalStateException("Event " + event + " is no longer stored");
            }
            return own;
        }
    }
}
