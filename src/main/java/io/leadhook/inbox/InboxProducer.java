package io.leadhook.inbox;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;

/**
 * Stores an arrival. It waits on the caller's thread: the HTTP engine keeps that thread for the exchange anyway, and
 * the steps that follow must not run on the one writer thread.
 */
final class InboxProducer extends DefaultProducer {
    private static final long PATIENCE_MS = 5_000;

    private final InboxAppender appender;

    InboxProducer(InboxEndpoint endpoint, InboxAppender appender) {
        super(endpoint);
        this.appender = appender;
    }

    /** @throws StoreUnavailableException if it is not known to be on disk; it may be all the same */
    @Override
    public void process(Exchange exchange) throws InvalidPayloadException, InterruptedException {
        try {
            appender.append(arrivals(exchange.getMessage()))
                    .get(PATIENCE_MS, TimeUnit.MILLISECONDS)
                    .putOn(exchange);
        } catch (ExecutionException e) {
            throw new StoreUnavailableException("The event was not stored", e);
        } catch (TimeoutException e) {
            throw new StoreUnavailableException("The store did not answer within " + PATIENCE_MS + " ms", e);
        }
    }

    /** One, or the list of those that came in one request. */
    private static List<Arrival> arrivals(Message message) throws InvalidPayloadException {
        if (message.getBody() instanceof List<?> several && !several.isEmpty()) {
            return several.stream().map(Arrival.class::cast).toList();
        }
        return List.of(message.getMandatoryBody(Arrival.class));
    }
}
