package io.leadhook.delivery;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * What a destination's route is given, as routes/README.md tells those who write one. Made of the stored events alone: no
 * header of the sender's request is on it. Thread-safe.
 */
final class DeliveryMessage {
    /** Half of a SHA-256: far too many to meet by chance. */
    private static final int KEY_DIGITS = 32;

    private final CamelContext context;
    private final DeliverySettings settings;
    private final EventBody bodies;

    DeliveryMessage(CamelContext context, DeliverySettings settings, EventBody bodies) {
        this.context = context;
        this.settings = settings;
        this.bodies = bodies;
    }

    /** @throws IllegalStateException if an event has been deleted */
    Exchange of(List<Delivery> batch) {
        Delivery first = batch.get(0);
        Exchange exchange = new DefaultExchange(context);
        var message = exchange.getMessage();
        if (settings.batch() == 1) {
            Map<String, Object> event = bodies.of(first);
            message.setBody(event);
            open(event, exchange);
        } else {
            message.setBody(batch.stream().map(bodies::of).toList());
        }
        message.setHeader("Idempotency-Key", idempotencyKey(batch));
        message.setHeader("X-Leadhook-Event-Id", first.eventId());
        message.setHeader("X-Leadhook-Event-Type", first.type().value());
        message.setHeader("X-Leadhook-Lead-Id", headerSafe(first.leadId()));
        message.setHeader("X-Leadhook-Attempt", first.attempts() + 1);
        exchange.setVariable("eventType", first.type().value());
        exchange.setVariable("leadId", first.leadId());
        exchange.setVariable("leadPath", pathSegment(first.leadId()));
        if (first.relatedLeadId() != null) {
            exchange.setVariable("relatedLeadId", first.relatedLeadId());
            exchange.setVariable("relatedLeadPath", pathSegment(first.relatedLeadId()));
        }
        return exchange;
    }

    /**
     * With several it is of all of them: what has come to a failed attempt since would else look like a repeat, and a
     * receiver that had acted before it broke off would never act on that.
     */
    private static String idempotencyKey(List<Delivery> batch) {
        if (batch.size() == 1) {
            return batch.get(0).eventId();
        }
        MessageDigest hash = DigestUtils.getSha256Digest();
        for (Delivery delivery : batch) {
            hash.update(delivery.eventId().getBytes(StandardCharsets.UTF_8));
            hash.update((byte) 0);
        }
        return "batch-" + HexFormat.of().formatHex(hash.digest()).substring(0, KEY_DIGITS);
    }

    /** What nearly every route wants of its event; a thin one has no lead. */
    private static void open(Map<String, Object> event, Exchange exchange) {
        if (event.get("payload") instanceof Map<?, ?> payload) {
            exchange.setVariable("payload", payload);
            if (payload.get("lead") instanceof Map<?, ?> lead) {
                exchange.setVariable("lead", lead);
            }
        }
    }

    /** A lead's id may hold any character; percent-encoded it is one segment of a path and never an expression. */
    private static String pathSegment(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String headerSafe(String id) {
        return id.chars().allMatch(c -> c > ' ' && c < 0x7f) ? id : pathSegment(id);
    }
}
