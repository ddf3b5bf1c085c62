package io.leadhook.inbox;

import io.leadhook.replica.Lease;
import io.leadhook.replica.LeasedWork;
import io.leadhook.store.Interval;
import io.leadhook.store.Pause;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Emits what is due in the inbox, batch after batch, on one thread of one replica: as many as are there (natural batching
 * again). One thread for all leads gives {@code lead.merged}, which concerns two of them, one order with everything else.
 *
 * <p>The rows are taken out by the route, in its own transaction. A batch that fails is tried again event by event; an
 * event that fails alone, while the store answers, is poison and becomes a dead letter.
 */
final class InboxConsumer extends DefaultConsumer implements LeasedWork {
    private static final Logger LOG = LoggerFactory.getLogger(InboxConsumer.class);
    private static final int BATCH = 500;
    private static final long POLL_MS = 200;
    /** What a burst waits for at most, so that dispatching it costs fewer transactions. */
    private static final long APART_MS = 5;

    private static final long STOP_MS = 20_000;
    private static final long BACKOFF_MS = 1_000;
    private static final int ERROR_LENGTH = 1_000;

    private final InboxComponent.Shared shared;
    private final DispatchLease dispatchLease;
    private @Nullable ExecutorService thread;
    private volatile boolean ending;

    InboxConsumer(InboxEndpoint endpoint, Processor processor, InboxComponent.Shared shared) {
        super(endpoint, processor);
        this.shared = shared;
        this.dispatchLease = shared.dispatchLease();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        shared.leases().offer(this);
    }

    @Override
    protected void doStop() throws Exception {
        // First: Camel's part stops the route's steps, and a batch on its way must come through them.
        shared.leases().withdraw(this);
        super.doStop();
    }

    @Override
    public String work() {
        return DispatchLease.WORK;
    }

    @Override
    public void begin(Lease lease) {
        ending = false;
        dispatchLease.become(lease);
        ExecutorService started =
                getEndpoint().getCamelContext().getExecutorServiceManager().newSingleThreadExecutor(this, "inbox");
        thread = started;
        started.execute(lease.guard(() -> consume(lease)));
    }

    /** Ends after the batch at hand; the rest is in the table. */
    @Override
    public void end() {
        ending = true;
        shared.signal().raiseHere();
        ExecutorService stopping = thread;
        if (stopping == null) {
            return;
        }
        getEndpoint().getCamelContext().getExecutorServiceManager().shutdownGraceful(stopping, STOP_MS);
        thread = null;
        dispatchLease.become(null);
    }

    @Override
    public void wake() {
        shared.signal().raiseHere();
    }

    private void consume(Lease lease) {
        Interval interval = Interval.ofMillis(APART_MS);
        FairPick pick = new FairPick(shared.inbox(), BATCH);
        while (isRunAllowed() && !isStoppingOrStopped() && !ending) {
            try {
                interval.begin();
                if (isSuspendingOrSuspended() || !turn(lease, pick)) {
                    shared.signal().await(POLL_MS);
                } else {
                    interval.awaitEnd();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.warn("The inbox cannot be read; trying again in {} ms", BACKOFF_MS, e);
                pick.startOver();
                Pause.ofMillis(BACKOFF_MS);
            }
        }
    }

    /** Emits what is due; whether there was anything. */
    boolean turn(Lease lease, FairPick pick) {
        List<InboxEvent> due = lease.isHeld() ? pick.next(shared.clock().instant()) : List.of();
        if (!due.isEmpty() && !emit(due)) {
            pick.startOver();
        }
        return !due.isEmpty();
    }

    /** Whether all of them have left the inbox, or are held. */
    private boolean emit(List<InboxEvent> batch) {
        Throwable failure = process(batch);
        if (failure == null) {
            return true;
        }
        if (isNobodysFault(failure)) {
            return false;
        }
        LOG.warn("A batch of {} events failed; each is tried alone", batch.size(), failure);
        for (InboxEvent event : batch) {
            // What went along with one before it is there no more, and what that has held is held.
            Optional<InboxEvent> left = shared.inbox().find(event.id());
            Throwable alone = left.map(here -> process(List.of(here))).orElse(null);
            if (alone != null && isNobodysFault(alone)) {
                return false;
            }
            if (alone != null) {
                LOG.error("Event {} cannot be dispatched and becomes a dead letter", event.id(), alone);
                shared.inbox()
                        .quarantine(
                                event,
                                shortened(alone.toString()),
                                shared.clock().instant());
            }
        }
        return true;
    }

    /** Then it is no event's fault: all stay where they are, and the next look comes a little later. */
    private boolean isNobodysFault(Throwable failure) {
        if (DispatchFailure.isLostLease(failure)) {
            LOG.info("Another replica dispatches now; the events stay in the inbox for it");
            return true;
        }
        if (DispatchFailure.isStoppedRoute(failure)) {
            LOG.warn("A route on the way is stopped; the events stay in the inbox until it is started again");
            Pause.ofMillis(BACKOFF_MS);
            return true;
        }
        if (DispatchFailure.isUnfinished(failure)) {
            LOG.warn("A dispatch could not be finished; its events stay in the inbox", failure);
            Pause.ofMillis(BACKOFF_MS);
            return true;
        }
        return false;
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
}
