package io.leadhook.inbox;

import io.leadhook.store.FaultPoint;
import io.leadhook.store.GroupCommit;
import io.leadhook.store.Interval;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Appends arrivals to the inbox by group commit: many senders share one insert, one commit and one sync to disk. */
@Component
class InboxAppender implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(InboxAppender.class);
    /**
     * A store that hangs is to end in 503, not in a full heap, which ends the process: senders are answered after a
     * while, but what they sent goes on waiting. It gets an eighth of the heap; 64 MB are that of the 512 MB that were
     * measured with.
     */
    private static final GroupCommit.Limits LIMITS = new GroupCommit.Limits(
            5_000, Math.max(64L << 20, Runtime.getRuntime().maxMemory() / 8));
    /** After a failure senders are refused at once for so long, instead of waiting in line for the next one. */
    private static final long REFUSAL_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final JdbcAppend table;
    private final InboxSignal signal;
    private final GroupCommit<Arrival> groupCommit;
    private volatile @Nullable Long failedAt;

    InboxAppender(JdbcAppend table, InboxSignal signal) {
        this.table = table;
        this.signal = signal;
        // Senders wait: their groups follow each other at once.
        this.groupCommit =
                new GroupCommit<>("inbox-writer", Interval.ofMillis(0), LIMITS, InboxAppender::bytes, this::write);
    }

    /**
     * Completes when all of them would survive a power cut, or exceptionally; then some may be stored all the same, and
     * are duplicates when they come again.
     */
    CompletableFuture<Receipt> append(List<Arrival> arrivals) {
        if (hasJustFailed()) {
            return CompletableFuture.failedFuture(new StoreUnavailableException("The store has just refused others"));
        }
        CompletableFuture<?>[] written =
                arrivals.stream().map(groupCommit::submit).toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(written).thenApply(all -> new Receipt(arrivals));
    }

    private static int bytes(Arrival arrival) {
        byte[] canonical = arrival instanceof Arrival.Readable readable ? readable.canonical() : null;
        return arrival.rawBody().length + (canonical == null ? 0 : canonical.length);
    }

    private boolean hasJustFailed() {
        Long at = failedAt;
        return at != null && System.nanoTime() - at < REFUSAL_NANOS;
    }

    private void write(List<Arrival> batch) {
        try {
            table.append(batch);
        } catch (RuntimeException e) {
            failedAt = System.nanoTime();
            LOG.error("{} events could not be stored; their senders are told to come again", batch.size(), e);
            throw e;
        }
        failedAt = null;
        signal.raise();
    }

    @Override
    public void destroy() {
        FaultPoint.DURING_SHUTDOWN.hit();
        groupCommit.close();
    }
}
