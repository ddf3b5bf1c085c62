package io.leadhook.enrich;

import io.leadhook.delivery.AttemptDeadline;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the route once for an event, on the calling thread, and judges how it ended. Thread-safe. */
final class FetchAttempt {
    private static final Logger LOG = LoggerFactory.getLogger(FetchAttempt.class);
    private static final int NOT_FOUND = 404;
    private static final int GONE = 410;

    private final CamelContext context;
    private final Processor route;
    private final ThinComponent.Parts parts;

    FetchAttempt(CamelContext context, Processor route, ThinComponent.Parts parts) {
        this.context = context;
        this.route = route;
        this.parts = parts;
    }

    /** Returns whether there is nothing more to do for this event. */
    boolean run(Fetch fetch) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(fetch);
        AttemptDeadline.run(fetch.settings().timeout(), () -> send(exchange));
        Exception failure = exchange.getException();
        ThinEvent event = fetch.event();
        if (failure == null) {
            parts.inbox().raise();
            return true;
        }
        Integer status = status(failure);
        if (status != null && (status == NOT_FOUND || status == GONE)) {
            return passOn(event, status);
        }
        parts.metrics().count(event.source(), FetchOutcome.FAILED);
        // Not the exception: its message has the URL in it, and that may have a key.
        LOG.info(
                "The lead of event {} of source {} could not be fetched: {}",
                event.id(),
                event.source(),
                status != null ? "status " + status : described(failure));
        return false;
    }

    private boolean passOn(ThinEvent event, int status) {
        try {
            if (parts.events().passOn(event)) {
                LOG.warn(
                        "Event {} of source {} goes on without its lead: its system answered {}",
                        event.id(),
                        event.source(),
                        status);
                parts.metrics().count(event.source(), FetchOutcome.GONE);
                parts.inbox().raise();
            }
            return true;
        } catch (RuntimeException e) {
            LOG.warn("The store failed while event {} was to go on", event.id(), e);
            return false;
        }
    }

    private void send(Exchange exchange) {
        try {
            route.process(exchange);
        } catch (Exception | LinkageError | StackOverflowError e) {
            exchange.setException(e);
        }
    }

    private static @Nullable Integer status(Exception failure) {
        return failure instanceof HttpOperationFailedException http ? http.getStatusCode() : null;
    }

    private static String described(Exception failure) {
        // Ours, and harmless: what was wrong with an answer.
        return failure instanceof IllegalArgumentException
                ? String.valueOf(failure.getMessage())
                : failure.getClass().getSimpleName();
    }
}
