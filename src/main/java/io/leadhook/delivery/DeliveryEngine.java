package io.leadhook.delivery;

import io.leadhook.replica.Lease;
import io.leadhook.replica.LeaseLostException;
import io.leadhook.store.Pause;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The heart of a destination: one thread that keeps the window filled, starts what is next, and moves lanes on when the
 * results are on disk. The attempts themselves run on worker threads ({@link Attempts}). A lane moves on only after the
 * result of its head is recorded, so that a crash can repeat the last delivery of a lead, never an earlier one after a
 * later one.
 */
final class DeliveryEngine {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryEngine.class);
    private static final long POLL_MS = 250;
    private static final long BACKOFF_MS = 1_000;
    /** While there is more than fits in memory, one of so many attempts begins with the newest. */
    private static final int FRESH_SHARE = 4;
    /** For each worker so many may have been sent without their results being on disk: a crash repeats them. */
    private static final int UNRECORDED = 16;

    /** What an engine works with; the parts belong to it alone. */
    record Parts(
            DeliverySettings settings,
            Lease lease,
            RouteAttempt route,
            Window window,
            Lanes lanes,
            Breaker breaker,
            ResultRules resultRules,
            ResultSink results,
            DeliveryMetrics metrics,
            DeadLetterChannel deadLetterChannel,
            Clock clock,
            LongSupplier nanoTime) {}

    private final Parts parts;
    private final Pace pace;
    private final BooleanSupplier paused;
    private final Attempts attempts;
    private final Set<LaneKey> drained = new LinkedHashSet<>();
    private final Semaphore signal = new Semaphore(0);
    private boolean open;
    private int starts;
    private volatile boolean stopping;
    private volatile boolean rescan;
    private volatile boolean fresh = true;
    private long lastLook;

    DeliveryEngine(Parts parts, ExecutorService workers, BooleanSupplier paused) {
        this.parts = parts;
        this.pace = new Pace(parts.settings().ratePerSecond());
        this.paused = paused;
        this.attempts = new Attempts(parts, workers, () -> !stopping && !paused.getAsBoolean(), this::wake);
    }

    int inFlight() {
        return attempts.inFlight();
    }

    /** Something that was read already has changed, or whether it is paused. */
    void rescan() {
        rescan = true;
        lookAgain();
    }

    /** There is something new in the table. */
    void lookAgain() {
        fresh = true;
        wake();
    }

    private void wake() {
        if (signal.availablePermits() == 0) {
            signal.release();
        }
    }

    /** No further attempt starts; {@link #run} returns when those under way are recorded. */
    void stop() {
        stopping = true;
        wake();
    }

    /** The engine's thread. */
    void run() {
        while (isGoing()) {
            try {
                long waitMs = turn();
                if (waitMs > 0 && signal.tryAcquire(waitMs, TimeUnit.MILLISECONDS)) {
                    signal.drainPermits();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (LeaseLostException e) {
                LOG.info("{}: {}", parts.settings().name(), e.getMessage());
                stopping = true;
            } catch (RuntimeException e) {
                // Mostly the store does not answer. Whatever it is, a destination must not stop in silence; and what
                // could not be parked in the table is found there again.
                LOG.warn("{}: cannot go on; trying again", parts.settings().name(), e);
                rescan = true;
                if (!Pause.ofMillis(BACKOFF_MS)) {
                    return;
                }
            }
        }
    }

    /** Until it has stopped, and what was under way is recorded. */
    boolean isGoing() {
        return !stopping || attempts.underWay() > 0;
    }

    /** One round. Returns how long there is nothing to do, in ms. */
    long turn() {
        // Before all that may fail, or end the turn here: what hangs does so whatever else there is to do.
        attempts.interruptOverdue();
        if (!open) {
            parts.window().open();
            open = true;
        }
        moveOn();
        if (stopping || paused.getAsBoolean() || !parts.lease().isHeld()) {
            return POLL_MS;
        }
        if (rescan) {
            rescan = false;
            parts.window().rescan();
        }
        long now = now();
        if (mustLook(now)) {
            // Cleared before the look: what comes during it is looked for again.
            fresh = false;
            parts.window().fill(parts.clock().instant());
            lastLook = now;
        }
        long waitMs = startWhatMay();
        return parts.window().hasMore() ? 0 : waitMs;
    }

    /**
     * While the receiver is down little or nothing can be sent, so what comes for it is looked for at times only: the store
     * would be busy with deliveries that have to wait, and other destinations with it.
     */
    private boolean mustLook(long now) {
        return (fresh && !parts.breaker().isInDoubt())
                || parts.window().hasMore()
                || now - lastLook >= TimeUnit.MILLISECONDS.toNanos(POLL_MS);
    }

    private void moveOn() {
        for (List<Delivery> batch = attempts.nextUnsent(); batch != null; batch = attempts.nextUnsent()) {
            batch.forEach(parts.lanes()::putBack);
        }
        List<Delivery> waitAgain = new ArrayList<>();
        for (List<Result> next = attempts.nextRecorded(); next != null; next = attempts.nextRecorded()) {
            for (Result result : next) {
                boolean passed = parts.window().ended(result.delivery());
                boolean holds = result instanceof Result.Dead dead && dead.holds();
                if (holds || (result instanceof Result.Dead && passed)) {
                    // An operator may have handled it before its lane was told.
                    drained.addAll(parts.lanes().keys(result.delivery()));
                }
                if (holds || result instanceof Result.RetryAt) {
                    waitAgain.add(result.delivery());
                } else {
                    drained.addAll(parts.lanes().finish(result.delivery()));
                }
            }
        }
        parts.window().park(waitAgain);
        for (Iterator<LaneKey> lanes = drained.iterator(); lanes.hasNext(); lanes.remove()) {
            parts.window().fetchTail(lanes.next(), parts.clock().instant());
        }
    }

    private long startWhatMay() {
        DeliverySettings settings = parts.settings();
        while (parts.lanes().hasReady() && hasRoom()) {
            long waitNanos = pace.waitNanos(now());
            if (waitNanos > 0) {
                return Math.min(POLL_MS, Math.max(1, TimeUnit.NANOSECONDS.toMillis(waitNanos)));
            }
            if (!parts.breaker().permits()) {
                return POLL_MS;
            }
            boolean newest = parts.window().isBehind() && ++starts % FRESH_SHARE == 0;
            List<Delivery> batch = parts.lanes().start(settings.batch(), attempts::goesAlone, newest);
            pace.start(now());
            attempts.start(batch);
        }
        return POLL_MS;
    }

    /**
     * A worker calls on while its last result is written. None waits for a worker where the pace counts: that of a limit, or
     * that of a receiver which is in doubt or has just come back.
     */
    private boolean hasRoom() {
        int concurrency = parts.settings().concurrency();
        OptionalInt bound = parts.breaker().bound(concurrency);
        return bound.isPresent() || parts.settings().ratePerSecond() > 0
                ? attempts.underWay() < bound.orElse(concurrency)
                : attempts.wantsMore() && attempts.underWay() < UNRECORDED * concurrency;
    }

    private long now() {
        return parts.nanoTime().getAsLong();
    }
}
