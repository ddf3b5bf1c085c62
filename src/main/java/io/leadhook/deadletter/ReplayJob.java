package io.leadhook.deadletter;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One bulk replay. {@link #run} belongs to one thread; the rest may be called from any. */
final class ReplayJob {
    private static final Logger log = LoggerFactory.getLogger(ReplayJob.class);

    private final long id;
    private final ReplayOrder order;
    private final long matched;
    private final Clock clock;
    private final Instant createdAt;
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private volatile BulkReplay total = BulkReplay.NONE;
    private volatile String state = "queued";
    private volatile @Nullable Instant endedAt;
    private volatile @Nullable String error;

    ReplayJob(long id, ReplayOrder order, long matched, Clock clock) {
        this.id = id;
        this.order = order;
        this.matched = matched;
        this.clock = clock;
        this.createdAt = clock.instant();
    }

    long id() {
        return id;
    }

    void cancel() {
        cancelled.countDown();
    }

    void run(DeadLetters deadLetters, DeadLetterSearch search) {
        state = "running";
        try {
            search.each(order.selection(), order.ratePerSecond(), chunk -> step(deadLetters, chunk));
            end(isCancelled() ? "cancelled" : "done");
        } catch (RuntimeException failure) {
            log.warn("Replay {} ended early; what it had not come to is still a dead letter", id, failure);
            error = "the store could not do this; what was not replayed is still a dead letter: begin again";
            end("failed");
        }
    }

    ReplayProgress progress() {
        BulkReplay now = total;
        return new ReplayProgress(
                id,
                state,
                order.who(),
                order.ratePerSecond(),
                order.force(),
                createdAt,
                endedAt,
                matched,
                now.matched(),
                now.replayed(),
                now.superseded(),
                error);
    }

    private boolean step(DeadLetters deadLetters, List<DeadLetter> chunk) {
        if (isCancelled()) {
            return false;
        }
        long began = System.nanoTime();
        total = total.plus(deadLetters.replay(chunk, order.force()));
        if (total.matched() >= matched) {
            return true;
        }
        long due = TimeUnit.SECONDS.toNanos(chunk.size()) / order.ratePerSecond();
        return !cancelledWithin(due - (System.nanoTime() - began));
    }

    private boolean isCancelled() {
        return cancelled.getCount() == 0;
    }

    private boolean cancelledWithin(long nanos) {
        try {
            return cancelled.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            cancel();
            return true;
        }
    }

    private void end(String how) {
        // In this order: who sees that it has ended sees how.
        state = how;
        endedAt = clock.instant();
    }
}
