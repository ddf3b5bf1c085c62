package io.leadhook.delivery;

import io.leadhook.replica.Lease;
import io.leadhook.store.FaultPoint;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Runs a destination's route once, on the calling thread, and judges how it ended. Each run starts from a message of
 * its own. Thread-safe.
 */
final class RouteAttempt {
    private static final Logger LOG = LoggerFactory.getLogger(RouteAttempt.class);

    private final DeliveryMessage message;
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
        this.message = new DeliveryMessage(context, settings, shared.store().bodies());
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
            exchange = message.of(batch);
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
        return settings.skipLate() ? shared.store().newer().overtaken(batch) : List.of();
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
}
