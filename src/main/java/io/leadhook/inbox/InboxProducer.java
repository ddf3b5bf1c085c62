package io.leadhook.inbox;

import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultAsyncProducer;

/**
 * Stores an arrival. No thread waits for the disk; the steps that follow run on threads of this producer, since the one
 * writer thread must not run them. If it cannot be stored, or is not within {@value #PATIENCE_MS} ms, the exchange gets
 * a {@link StoreUnavailableException}; it may be stored all the same. Thread-safe.
 */
final class InboxProducer extends DefaultAsyncProducer {
    private static final long PATIENCE_MS = 5_000;

    private final InboxAppender appender;
    private final RequestThreads workers;

    InboxProducer(InboxEndpoint endpoint, InboxAppender appender) {
        super(endpoint);
        this.appender = appender;
        this.workers = new RequestThreads(endpoint, "stored-events");
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        workers.start();
    }

    @Override
    protected void doStop() throws Exception {
        workers.stop();
        super.doStop();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        List<Arrival> arrivals;
        try {
            arrivals = arrivals(exchange.getMessage());
        } catch (InvalidPayloadException e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
        appender.append(arrivals)
                .orTimeout(PATIENCE_MS, TimeUnit.MILLISECONDS)
                .whenCompleteAsync(
                        (receipt, failure) -> {
                            if (failure == null) {
                                receipt.putOn(exchange);
                            } else {
                                exchange.setException(unavailable(failure));
                            }
                            callback.done(false);
                        },
                        workers);
        return false;
    }

    private static StoreUnavailableException unavailable(Throwable failure) {
        return failure instanceof TimeoutException
                ? new StoreUnavailableException("The store did not answer within " + PATIENCE_MS + " ms", failure)
                : new StoreUnavailableException(
                        "The event was not stored",
                        failure instanceof CompletionException wrapped && wrapped.getCause() != null
                                ? wrapped.getCause()
                                : failure);
    }

    /** One, or the list of those that came in one request. */
    private static List<Arrival> arrivals(Message message) throws InvalidPayloadException {
        if (message.getBody() instanceof List<?> several && !several.isEmpty()) {
            return several.stream().map(Arrival.class::cast).toList();
        }
        return List.of(message.getMandatoryBody(Arrival.class));
    }
}
