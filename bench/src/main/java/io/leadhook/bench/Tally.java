package io.leadhook.bench;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.HdrHistogram.Histogram;

/** Counts the answers of one load. Written by the event loop alone; {@link #await} may be called from elsewhere. */
final class Tally {
    private static final long LONGEST_MINUTES = 60;

    private final Histogram latency = Percentiles.histogram();
    private final CompletableFuture<Long> ended = new CompletableFuture<>();
    private final int events;
    private volatile long started;
    private volatile long deadline;
    private long accepted;
    private long refused;
    private int connectionsDone;
    private final int connections;

    Tally(int events, int connections) {
        this.events = events;
        this.connections = connections;
    }

    void start(long nanos, long deadlineNanos) {
        started = nanos;
        deadline = deadlineNanos;
    }

    boolean isTimeUp(long nanos) {
        return nanos >= deadline;
    }

    void answered(boolean ok, long nanos) {
        latency.recordValue(Math.max(0, nanos));
        if (ok) {
            accepted++;
        } else {
            refused++;
        }
        if (accepted + refused == events) {
            ended.complete(System.nanoTime());
        }
    }

    void connectionDone() {
        connectionsDone++;
        if (connectionsDone >= connections) {
            ended.complete(System.nanoTime());
        }
    }

    void failed(Throwable cause) {
        ended.completeExceptionally(cause);
    }

    LoadResult await() {
        try {
            long end = ended.get(LONGEST_MINUTES, TimeUnit.MINUTES);
            return new LoadResult(accepted, refused, started, (end - started) / 1e9, Percentiles.of(latency));
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "sending has failed after " + (accepted + refused) + " answers", e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("sending has not ended within an hour", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while sending", e);
        }
    }
}
