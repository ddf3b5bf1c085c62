package io.leadhook.delivery;

import io.leadhook.replica.Lease;
import io.leadhook.store.FaultPoint;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Runs a destination's route once, on the calling thread, and judges how it ended. Each run starts from the stored
 * event alone: no header of the sender's request is on the exchange. Thread-safe.
 */
final class RouteAttempt {
    private static final Logger LOG = LoggerFactory.getLogger(RouteAttempt.class);
    /** Half of a SHA-256: far too many to meet by chance. */
    private static final int KEY_DIGITS = 32;

    private final CamelContext context;
    private final Processor route;
    private final DeliverySettings settings;
    private final DeliveryComponent.Shared shared;
    private final Lease lease;

    RouteAttempt(
            CamelContext context,
            Processor route,
            DeliverySettings settings,
            DeliveryComponent.Shared shared,
            Lease lease) {
        this.context = context;
        this.route = route;
        this.settings = settings;
        this.shared = shared;
        this.lease = lease;
    }

    /**
     * Returns null if the store did not give the event, or the lease is over: then nothing was sent and no attempt is
     * used up.
     *
     * @param caller runs the route, once there is a message for it
     */
    @Nullable
    Attempt run(List<Delivery> batch, Consumer<Runnable> caller) {
        Instant startedAt = shared.clock().instant();
        long started = System.nanoTime();
        Exchange exchange;
        try {
            exchange = exchange(batch);
        } catch (DataAccessException e) {
            LOG.debug("{}: the store does not give the events, so nothing was sent", settings.name(), e);
            return null;
        } catch (RuntimeException e) {
            return new Attempt(batch, new Outcome.Permanent(null, ErrorText.of(e.toString())), startedAt, 0);
        }
        // Asked last of all: this thread may have stood still since it was started, or waited for the store.
        if (!lease.isHeld()) {
            return null;
        }
        AttemptTrace trace = AttemptTrace.begin(shared.traces(), settings.name(), batch);
        trace.putOn(exchange.getMessage());
        caller.accept(() -> AttemptDeadline.run(settings.timeout(), () -> send(exchange)));
        Outcome outcome = judge(exchange);
        trace.end(outcome);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
        return new Attempt(batch, outcome, startedAt, millis);
    }

    /**
     * Those that need not be sent: something newer was with the receiver when they were replayed, and was delivered.
     *
     * @throws DataAccessException if the store does not say
     */
    List<Delivery> pointless(List<Delivery> batch) {
        return settings.skipLate() ? shared.table().superseded(batch) : List.of();
    }

    private Outcome judge(Exchange exchange) {
        try {
            return new AttemptJudge(shared.clock()).judge(exchange);
        } catch (RuntimeException e) {
            return new Outcome.Permanent(null, ErrorText.of("The outcome cannot be read: " + e));
        }
    }

    private void send(Exchange exchange) {
        try {
            FaultPoint.BEFORE_SEND.hit();
            route.process(exchange);
            FaultPoint.AFTER_SEND.hit();
        } catch (Exception | LinkageError | StackOverflowError e) {
            exchange.setException(e);
        }
    }

    private Exchange exchange(List<Delivery> batch) {
        Delivery first = batch.get(0);
        Exchange exchange = new DefaultExchange(context);
        var message = exchange.getMessage();
        if (settings.batch() == 1) {
            Map<String, Object> event = shared.bodies().of(first);
            message.setBody(event);
            open(event, exchange);
        } else {
            message.setBody(batch.stream().map(shared.bodies()::of).toList());
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
        try {
            MessageDigest hash = MessageDigest.getInstance("SHA-256");
            for (Delivery delivery : batch) {
                hash.update(delivery.eventId().getBytes(StandardCharsets.UTF_8));
                hash.update((byte) 0);
            }
            return "batch-" + HexFormat.of().formatHex(hash.digest()).substring(0, KEY_DIGITS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
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
