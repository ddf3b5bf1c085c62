package io.leadhook.enrich;

import io.leadhook.replica.Lease;
import io.leadhook.replica.LeasedWork;
import io.leadhook.store.Pause;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Processor;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks again and again for events that lack their lead, and has workers fetch them; one source's slow system takes no
 * worker of another's. One replica does it, so that the rate holds for all of them. What is under way is known in memory
 * only: the table says what is left to do.
 */
final class ThinConsumer extends DefaultConsumer implements LeasedWork {
    private static final Logger LOG = LoggerFactory.getLogger(ThinConsumer.class);
    private static final int AT_MOST = 500;
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long BACKOFF_MS = 1_000;
    private static final long STOP_MS = 20_000;

    private final ThinComponent.Parts parts;
    private final FetchAttempt attempt;
    private final Semaphore wake = new Semaphore(0);
    private final Map<String, FetchQueue> queues = new HashMap<>();
    private @Nullable ExecutorService thread;
    private @Nullable ExecutorService workers;
    private volatile boolean ending;

    ThinConsumer(ThinEndpoint endpoint, Processor processor, ThinComponent.Parts parts) {
        super(endpoint, processor);
        this.parts = parts;
        this.attempt = new FetchAttempt(endpoint.getCamelContext(), processor, parts);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        parts.leases().offer(this);
    }

    @Override
    protected void doStop() throws Exception {
        // First: Camel's part stops the route's steps, and what is on its way must come through them.
        parts.leases().withdraw(this);
        super.doStop();
    }

    @Override
    public String work() {
        return "enrich";
    }

    @Override
    public void begin(Lease lease) {
        ending = false;
        ExecutorServiceManager executors = getEndpoint().getCamelContext().getExecutorServiceManager();
        workers = executors.newCachedThreadPool(this, "fetch-lead");
        ExecutorService started = executors.newSingleThreadExecutor(this, "thin-events");
        thread = started;
        started.execute(lease.guard(() -> consume(lease)));
    }

    /** What does not end in time is fetched again after the next start, or by the next owner. */
    @Override
    public void end() {
        ending = true;
        wake.release();
        shutDown(thread);
        shutDown(workers);
    }

    private void shutDown(@Nullable ExecutorService executor) {
        if (executor != null) {
            getEndpoint().getCamelContext().getExecutorServiceManager().shutdownGraceful(executor, STOP_MS);
        }
    }

    private void consume(Lease lease) {
        while (isRunAllowed() && !isStoppingOrStopped() && !ending) {
            try {
                long wait = isSuspendingOrSuspended() || !lease.isHeld() ? POLL_NANOS : look();
                if (wake.tryAcquire(wait, TimeUnit.NANOSECONDS)) {
                    wake.drainPermits();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.warn("Events that lack their lead cannot be read; trying again in a second", e);
                Pause.ofMillis(BACKOFF_MS);
            }
        }
    }

    /** Starts what may start; returns how long to wait before the next look. */
    private long look() {
        giveUp();
        long wait = POLL_NANOS;
        for (Map.Entry<String, FetchSettings> target : parts.targets().all().entrySet()) {
            String source = target.getKey();
            FetchQueue queue = queues.computeIfAbsent(source, name -> newQueue(name));
            List<ThinEvent> waiting = parts.events().of(source, queue.beginLook(System.nanoTime()), AT_MOST);
            if (!waiting.isEmpty()) {
                start(waiting, target.getValue(), queue);
                // At once if only concurrency stands in the way: then a worker that ends wakes this thread.
                long toNextCall = queue.nanosToNextCall(System.nanoTime());
                wait = toNextCall == 0 ? wait : Math.min(wait, toNextCall);
            }
        }
        return wait;
    }

    private FetchQueue newQueue(String source) {
        parts.metrics().know(source);
        return new FetchQueue(System.nanoTime());
    }

    private void giveUp() {
        List<ThinEvent> overdue = parts.events().passOnOverdue(parts.clock().instant(), AT_MOST);
        for (ThinEvent event : overdue) {
            LOG.warn(
                    "Event {} of source {} goes on without its lead: it could not be fetched in time",
                    event.id(),
                    event.source());
            parts.metrics().count(event.source(), FetchOutcome.GAVE_UP);
        }
        if (!overdue.isEmpty()) {
            parts.inbox().raise();
        }
    }

    private void start(List<ThinEvent> waiting, FetchSettings settings, FetchQueue queue) {
        ExecutorService pool = workers;
        for (ThinEvent event : waiting) {
            boolean call = parts.cache().find(event, settings) == null;
            if (pool != null && queue.begin(event, call, settings.ratePerSecond(), System.nanoTime())) {
                Instant now = parts.clock().instant();
                pool.execute(() -> run(new Fetch(event, settings, now), queue));
            }
        }
    }

    private void run(Fetch fetch, FetchQueue queue) {
        boolean done = false;
        try {
            done = attempt.run(fetch);
        } finally {
            if (done) {
                queue.end(fetch.event());
            } else {
                queue.pause(fetch.event(), System.nanoTime());
            }
            wake.release();
        }
    }
}
