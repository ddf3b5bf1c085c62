package io.leadhook.inbox;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Emits what is due in the inbox, batch after batch, on one thread: as many as are there (natural batching again). One
 * thread over all partitions gives {@code lead.merged}, which concerns two leads, one order with everything else.
 *
 * <p>The rows are taken out by the route, in its own transaction. A batch that fails is tried again event by event; an
 * event that fails alone, while the store answers, is poison and becomes a dead letter.
 */
final class InboxConsumer extends DefaultConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(InboxConsumer.class);
    private static final int BATCH = 500;
    private static final long POLL_MS = 200;
    private static final long BACKOFF_MS = 1_000;
    private static final int ERROR_LENGTH = 1_000;

    private final InboxComponent component;
    private ExecutorService thread;

    InboxConsumer(InboxEndpoint endpoint, Processor processor, InboxComponent component) {
        super(endpoint, processor);
        this.component = component;
        this.thread = endpoint.getCamelContext().getExecutorServiceManager().newSingleThreadExecutor(this, "inbox");
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        if (thread.isShutdown()) {
            thread = getEndpoint().getCamelContext().getExecutorServiceManager().newSingleThreadExecutor(this, "inbox");
        }
        thread.execute(this::consume);
    }

    /** Ends after the batch at hand; the rest is in the table. */
    @Override
    protected void doStop() throws Exception {
        super.doStop();
        thread.shutdown();
        component.signal().raise();
        if (!thread.awaitTermination(20, TimeUnit.SECONDS)) {
            LOG.warn(
                    "The inbox consumer did not end within 20 s; its batch will be dispatched again at the next start");
        }
    }

    private void consume() {
        while (isRunAllowed() && !isStoppingOrStopped() && !thread.isShutdown()) {
            try {
                List<InboxEvent> due = isSuspendingOrSuspended()
                        ? List.of()
                        : component.inbox().due(component.clock().instant(), BATCH);
                if (due.isEmpty()) {
                    component.signal().await(POLL_MS);
                } else {
                    emit(due);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.warn("The inbox cannot be read; trying again in {} ms", BACKOFF_MS, e);
                pause();
            }
        }
    }

    private void emit(List<InboxEvent> batch) {
        Throwable failure = process(batch);
        if (failure == null || isOfTheStore(failure)) {
            return;
        }
        LOG.warn("A batch of {} events failed; each is tried alone", batch.size(), failure);
        for (InboxEvent event : batch) {
            Throwable alone = process(List.of(event));
            if (alone != null && isOfTheStore(alone)) {
                return;
            }
            if (alone != null) {
                LOG.error("Event {} cannot be dispatched and becomes a dead letter", event.id(), alone);
                component
                        .inbox()
                        .quarantine(
                                event,
                                shortened(alone.toString()),
                                component.clock().instant());
            }
        }
    }

    /** Then it is no event's fault: all stay where they are, and the next look comes a little later. */
    private boolean isOfTheStore(Throwable failure) {
        if (!StoreFailure.is(failure)) {
            return false;
        }
        LOG.warn("The store failed during a dispatch; its events stay in the inbox", failure);
        pause();
        return true;
    }

    /** Fits its column on every database: a dead letter that cannot be written would stop everybody behind it. */
    private static String shortened(String error) {
        String clean = error.replace('\0', ' ');
        return clean.length() <= ERROR_LENGTH ? clean : clean.substring(0, ERROR_LENGTH);
    }

    private @Nullable Throwable process(List<InboxEvent> batch) {
        Exchange exchange = createExchange(false);
        try {
            exchange.getMessage().setBody(batch);
            getProcessor().process(exchange);
            return exchange.getException();
        } catch (Exception e) {
            return e;
        } finally {
            releaseExchange(exchange, false);
        }
    }

    private void pause() {
        try {
            Thread.sleep(BACKOFF_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
