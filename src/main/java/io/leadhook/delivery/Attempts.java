package io.leadhook.delivery;

import io.leadhook.store.Pause;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * The attempts of one destination, made on worker threads. Only the engine's thread starts them and takes what has ended.
 */
final class Attempts {
    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);
    /** Attempts for each worker: the one that it makes, and others, so that it need not wait for the engine. */
    private static final int PER_WORKER = 4;

    private static final long BACKOFF_MS = 1_000;

    private final DeliveryEngine.Parts parts;
    private final ExecutorService workers;
    private final BooleanSupplier mayStart;
    private final Runnable wake;
    private final EndedAttempts ended;
    private final RunningAttempts running = new RunningAttempts();
    private final Set<Long> alone = ConcurrentHashMap.newKeySet();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger atWorkers = new AtomicInteger();
    private int underWay;

    /**
     * Makes none yet.
     *
     * @param mayStart asked by a worker when its turn has come
     * @param wake told when something has ended
     */
    Attempts(DeliveryEngine.Parts parts, ExecutorService workers, BooleanSupplier mayStart, Runnable wake) {
        this.parts = parts;
        this.workers = workers;
        this.mayStart = mayStart;
        this.wake = wake;
        this.ended = new EndedAttempts(parts, wake);
    }

    /** Deliveries whose attempt has begun and whose result is not taken yet. Any thread may ask. */
    int inFlight() {
        return inFlight.get();
    }

    /** Attempts that were started and not taken yet, whether or not they have begun. */
    int underWay() {
        return underWay;
    }

    /** Whether the workers might run out of attempts. The engine is woken when they have half of what they may have. */
    boolean wantsMore() {
        return atWorkers.get() < PER_WORKER * parts.settings().concurrency();
    }

    /** Whether it must not share an attempt: a batch that it was in was refused. */
    boolean goesAlone(Delivery delivery) {
        return alone.contains(delivery.id());
    }

    void start(List<Delivery> batch) {
        underWay++;
        atWorkers.incrementAndGet();
        workers.execute(() -> work(batch));
    }

    void interruptOverdue() {
        running.interruptOverdue(now());
    }

    /** The next batch that was not sent, or whose results will not be recorded; null when there is none. */
    @Nullable
    List<Delivery> nextUnsent() {
        List<Delivery> batch = ended.unsent();
        if (batch != null) {
            taken(batch.size());
        }
        return batch;
    }

    /** The next results that are on disk; null when there are none. */
    @Nullable
    List<Result> nextRecorded() {
        List<Result> results = ended.recorded();
        if (results != null) {
            taken(results.size());
            results.forEach(result -> alone.remove(result.delivery().id()));
        }
        return results;
    }

    private void taken(int deliveries) {
        underWay--;
        inFlight.addAndGet(-deliveries);
    }

    private void work(List<Delivery> batch) {
        try {
            attempt(batch);
        } finally {
            if (atWorkers.decrementAndGet() == PER_WORKER * parts.settings().concurrency() / 2) {
                wake.run();
            }
        }
    }

    private void attempt(List<Delivery> batch) {
        inFlight.addAndGet(batch.size());
        try {
            // Asked again: an attempt that had to wait for a worker must not go on as if nothing had happened.
            if (mayStart.getAsBoolean() && !parts.breaker().isParked()) {
                make(batch);
            } else {
                giveBack(batch);
            }
        } catch (DataAccessException e) {
            LOG.debug(
                    "{}: the store does not answer; nothing was sent",
                    parts.settings().name(),
                    e);
            giveBack(batch);
        } catch (RuntimeException | Error e) {
            brokeOff(batch, e);
        }
    }

    private void make(List<Delivery> batch) {
        List<Delivery> pointless = parts.route().pointless(batch);
        List<Delivery> wanted = new ArrayList<>(batch);
        wanted.removeAll(pointless);
        if (wanted.isEmpty()) {
            parts.breaker().release();
            ended.record(leftOut(pointless));
            return;
        }
        Attempt attempt = parts.route().run(wanted, route -> running.run(wanted, deadline(), route));
        if (attempt == null) {
            giveBack(batch);
            return;
        }
        parts.breaker().record(attempt.outcome());
        parts.metrics().attempted(attempt);
        if (attempt.outcome() instanceof Outcome.Permanent && wanted.size() > 1) {
            // One of them is refused: nobody knows which, so each goes alone, with no attempt used up.
            wanted.forEach(delivery -> alone.add(delivery.id()));
            ended.leaveUnsent(batch);
            return;
        }
        ended.record(Stream.concat(leftOut(pointless).stream(), parts.resultRules().of(attempt).stream())
                .toList());
    }

    private List<Result> leftOut(List<Delivery> pointless) {
        return pointless.stream()
                .<Result>map(delivery ->
                        new Result.Superseded(delivery, parts.clock().instant()))
                .toList();
    }

    /** By nothing that a route throws, but by memory that has run out, or a class file that has gone. */
    private void brokeOff(List<Delivery> batch, Throwable cause) {
        try {
            LOG.error(
                    "{}: an attempt broke off; its {} deliveries are sent again",
                    parts.settings().name(),
                    batch.size(),
                    cause);
            // The next one may meet the same.
            Pause.ofMillis(BACKOFF_MS);
        } finally {
            // Or they would hold their leads, and a worker's place, for ever.
            giveBack(batch);
        }
    }

    private void giveBack(List<Delivery> batch) {
        parts.breaker().release();
        ended.leaveUnsent(batch);
    }

    private long deadline() {
        return now() + parts.settings().timeout().toNanos();
    }

    private long now() {
        return parts.nanoTime().getAsLong();
    }
}
