package io.leadhook.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Continuous load on a hub that may come and go: some senders at once, each with events of its own, one after the
 * other. An event that is not acknowledged is sent again until it is, as a real sender does.
 */
public final class Load implements AutoCloseable {
    private final Sender sender;
    private final ScheduledExecutorService threads;
    private final List<CompletableFuture<Void>> ends = new ArrayList<>();
    private volatile boolean stopping;

    /**
     * Starts at once.
     *
     * @param sources one per sender; each gives that sender's next event
     * @param pause between an answer and the next event of the same sender
     */
    public Load(Sender sender, List<Supplier<SentEvent>> sources, Duration pause) {
        this.sender = sender;
        this.threads = Executors.newScheduledThreadPool(sources.size());
        for (Supplier<SentEvent> source : sources) {
            CompletableFuture<Void> end = new CompletableFuture<>();
            ends.add(end);
            Lane lane = new Lane(source, end);
            ScheduledFuture<?> unused =
                    threads.scheduleWithFixedDelay(lane, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Returns when no event is left unacknowledged. */
    public void finish() throws InterruptedException, ExecutionException, TimeoutException {
        stopping = true;
        CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private final class Lane implements Runnable {
        private final Supplier<SentEvent> source;
        private final CompletableFuture<Void> end;
        private SentEvent current;
        private boolean acknowledged;

        Lane(Supplier<SentEvent> source, CompletableFuture<Void> end) {
            this.source = source;
            this.end = end;
            this.current = source.get();
        }

        @Override
        public void run() {
            if (end.isDone()) {
                return;
            }
            try {
                if (acknowledged) {
                    current = source.get();
                }
                acknowledged = sender.post(current);
                if (acknowledged && stopping) {
                    end.complete(null);
                }
            } catch (RuntimeException e) {
                end.completeExceptionally(e);
            }
        }
    }
}
