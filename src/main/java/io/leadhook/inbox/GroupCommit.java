package io.leadhook.inbox;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.stereotype.Component;

/**
 * Group commit by natural batching: while one batch commits and syncs, the next collects. No timer, so a lone event
 * waits for nobody. One writer thread, which is what makes ids ascend in the order of arrival. Thread-safe.
 */
@Component
class GroupCommit implements InitializingBean, DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
    private static final int WAITING = 5_000;
    private static final int BATCH = 500;
    private static final long BATCH_BYTES = 16L << 20;

    private final BlockingQueue<Append> waiting = new ArrayBlockingQueue<>(WAITING);
    private final Thread writer = new Thread(this::write, "inbox-writer");
    private final JdbcInbox inbox;
    private final InboxSignal signal;
    private volatile boolean stopped;

    GroupCommit(JdbcInbox inbox, InboxSignal signal) {
        this.inbox = inbox;
        this.signal = signal;
    }

    /** Completes when the arrival is on disk, or exceptionally with a {@link StoreUnavailableException}. */
    CompletableFuture<Receipt> append(Arrival arrival) {
        Append append = new Append(arrival, new CompletableFuture<>());
        if (stopped || !waiting.offer(append)) {
            append.done.completeExceptionally(new StoreUnavailableException(
                    stopped ? "Leadhook is stopping" : WAITING + " events already wait for the store"));
        }
        return append.done;
    }

    private void write() {
        List<Append> batch = new ArrayList<>();
        while (!stopped || !waiting.isEmpty()) {
            try {
                Append first = waiting.poll(100, java.util.concurrent.TimeUnit.MILLISECONDS);
                if (first != null) {
                    commit(collect(first, batch));
                }
            } catch (InterruptedException e) {
                // Only stop() may end the writer, and it says so by the flag.
                LOG.debug("The inbox writer was interrupted and goes on");
            } finally {
                batch.clear();
            }
        }
    }

    private List<Append> collect(Append first, List<Append> batch) {
        batch.add(first);
        long bytes = first.arrival.rawBody().length;
        while (batch.size() < BATCH && bytes < BATCH_BYTES) {
            Append next = waiting.poll();
            if (next == null) {
                break;
            }
            batch.add(next);
            bytes += next.arrival.rawBody().length;
        }
        return batch;
    }

    private void commit(List<Append> batch) {
        try {
            inbox.append(batch.stream().map(Append::arrival).toList());
        } catch (RuntimeException e) {
            LOG.error("{} events could not be stored; their senders are told to come again", batch.size(), e);
            StoreUnavailableException refusal = new StoreUnavailableException("The store does not take events now", e);
            batch.forEach(append -> append.done.completeExceptionally(refusal));
            return;
        }
        batch.forEach(append -> append.done.complete(new Receipt(append.arrival)));
        signal.raise();
    }

    @Override
    public void afterPropertiesSet() {
        writer.setDaemon(true);
        writer.start();
    }

    /** Writes what was accepted before, then ends. */
    @Override
    public void destroy() throws InterruptedException {
        stopped = true;
        writer.join(10_000);
    }

    private record Append(Arrival arrival, CompletableFuture<Receipt> done) {}
}
