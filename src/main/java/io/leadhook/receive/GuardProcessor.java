package io.leadhook.receive;

import io.leadhook.event.CloudEvents;
import io.leadhook.inbox.Arrival;
import io.leadhook.inbox.Receipt;
import io.leadhook.trace.TracedEvent;
import io.leadhook.trace.Traces;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.platform.http.vertx.HttpMessage;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;

/**
 * Stands around the route, where no edit of a route file reaches: lets in only the headers that the source's scheme
 * needs, and lets out a status below 300 only with the inbox's {@link Receipt}. Thread-safe.
 */
final class GuardProcessor extends AsyncProcessorSupport {
    static final String RETRY_AFTER = "Retry-After";
    private static final String CONTENT_TYPE = "content-type";

    private final AsyncProcessor route;
    private final Sources sources;
    private final ReceiveMetrics metrics;
    private final FailureLog log;
    private final Traces traces;

    GuardProcessor(AsyncProcessor route, Sources sources, ReceiveMetrics metrics, FailureLog log, Traces traces) {
        this.route = route;
        this.sources = sources;
        this.metrics = metrics;
        this.log = log;
        this.traces = traces;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback done) {
        long begun = traces.now();
        Source source = admit(exchange);
        if (source == null) {
            answer(exchange, Problem.unknown());
            done.done(true);
            return true;
        }
        return route.process(exchange, doneSync -> {
            letOut(exchange, source, begun);
            done.done(doneSync);
        });
    }

    private void letOut(Exchange exchange, Source source, long begun) {
        Receipt receipt = Receipt.of(exchange);
        Problem problem = judge(exchange, receipt);
        if (problem != null) {
            metrics.received(source, problem.outcome());
            answer(exchange, problem);
        } else {
            if (receipt != null) {
                receipt.arrivals().forEach(arrival -> stored(source, arrival, begun));
            }
            keepOnlyTheAnswer(exchange);
        }
    }

    private void stored(Source source, Arrival arrival, long begun) {
        if (traces.isOn()) {
            traces.received(traced(arrival), begun);
        }
        source.lastEvent().at(arrival.receivedAt().toEpochMilli());
        if (arrival instanceof Arrival.Unreadable) {
            metrics.received(source, Outcome.QUARANTINED);
        } else {
            metrics.received(source, arrival instanceof Arrival.Unwanted ? Outcome.UNWANTED : Outcome.ACCEPTED);
        }
    }

    private static TracedEvent traced(Arrival arrival) {
        String type = null;
        if (arrival instanceof Arrival.Readable readable) {
            type = readable.event().type().value();
        } else if (arrival instanceof Arrival.Unwanted unwanted) {
            type = unwanted.type().value();
        }
        return new TracedEvent(arrival.source(), arrival.eventId(), type, arrival.receivedAt());
    }

    /** Replaces what Camel made of the request's head by what the source's scheme needs of it. */
    private @Nullable Source admit(Exchange exchange) {
        Message message = exchange.getMessage();
        if (!(message instanceof HttpMessage http)) {
            return null;
        }
        HttpServerRequest request = http.getRequest();
        Source source = sources.at(request.path());
        message.removeHeaders("*");
        if (source == null) {
            return null;
        }
        message.setHeader("source", source.name());
        admit(message, request.headers(), CONTENT_TYPE);
        source.scheme().headerNames().forEach(name -> admit(message, request.headers(), name));
        if (source.format() == BodyFormat.CLOUDEVENTS) {
            CloudEvents.ATTRIBUTES.forEach(name -> admit(message, request.headers(), CloudEvents.PREFIX + name));
        }
        new Caller(source, request.uri(), request.remoteAddress().hostAddress()).putOn(exchange);
        return source;
    }

    private static void admit(Message message, MultiMap headers, String name) {
        List<String> values = headers.getAll(name);
        if (!values.isEmpty()) {
            message.setHeader(name, values.size() == 1 ? values.get(0) : List.copyOf(values));
        }
    }

    /** What went wrong, or null if the route's own answer may leave. */
    private @Nullable Problem judge(Exchange exchange, @Nullable Receipt receipt) {
        Throwable failure = failure(exchange);
        if (failure != null) {
            Refusal refusal = refusal(failure);
            if (refusal != null) {
                return refusal.problem();
            }
            log.failed(failure);
            return Problem.notStored();
        }
        if (receipt == null || exchange.isRollbackOnly() || !isSuccess(exchange.getMessage())) {
            log.withoutReceipt();
            return Problem.notStored();
        }
        return null;
    }

    private static @Nullable Throwable failure(Exchange exchange) {
        if (exchange.getException() != null) {
            return exchange.getException();
        }
        return ExchangeHelper.isFailureHandled(exchange)
                ? exchange.getProperty(Exchange.EXCEPTION_CAUGHT, new IllegalStateException("handled"), Throwable.class)
                : null;
    }

    private static @Nullable Refusal refusal(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 10; depth++) {
            if (cause instanceof Refusal refusal) {
                return refusal;
            }
            cause = cause.getCause();
        }
        return null;
    }

    private static boolean isSuccess(Message message) {
        Object status = message.getHeader(Exchange.HTTP_RESPONSE_CODE);
        if (status == null) {
            return true;
        }
        return String.valueOf(status).matches("2[0-9]{2}");
    }

    private static void keepOnlyTheAnswer(Exchange exchange) {
        Message message = exchange.getMessage();
        Object status = message.getHeader(Exchange.HTTP_RESPONSE_CODE);
        String contentType = message.getHeader(Exchange.CONTENT_TYPE, String.class);
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status == null ? 200 : Integer.valueOf(status.toString()));
        if (message.getBody() != null) {
            message.setHeader(Exchange.CONTENT_TYPE, contentType == null ? "application/json" : contentType);
        }
    }

    private static void answer(Exchange exchange, Problem problem) {
        exchange.setException(null);
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, problem.status());
        message.setHeader(Exchange.CONTENT_TYPE, Problem.CONTENT_TYPE);
        if (problem.retryAfterSeconds() > 0) {
            message.setHeader(RETRY_AFTER, problem.retryAfterSeconds());
        }
        message.setBody(problem.json());
    }
}
