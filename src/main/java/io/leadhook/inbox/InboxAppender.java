package io.leadhook.inbox;

import io.leadhook.store.GroupCommit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Appends arrivals to the inbox by group commit: many senders share one insert, one commit and one sync to disk. */
@Component
class InboxAppender implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(InboxAppender.class);
    private static final int CAPACITY = 5_000;

    private final JdbcInbox inbox;
    private final InboxSignal signal;
    private final GroupCommit<Arrival> groupCommit;

    InboxAppender(JdbcInbox inbox, InboxSignal signal) {
        this.inbox = inbox;
        this.signal = signal;
        this.groupCommit =
                new GroupCommit<>("inbox-writer", CAPACITY, arrival -> arrival.rawBody().length, this::write);
    }

    /**
     * Completes when all of them would survive a power cut, or exceptionally; then some may be stored all the same, and
     * are duplicates when they come again.
     */
    CompletableFuture<Receipt> append(List<Arrival> arrivals) {
        CompletableFuture<?>[] written =
                arrivals.stream().map(groupCommit::submit).toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(written).thenApply(all -> new Receipt(arrivals));
    }

    private void write(List<Arrival> batch) {
        try {
            inbox.append(batch);
        } catch (RuntimeException e) {
            LOG.error("{} events could not be stored; their senders are told to come again", batch.size(), e);
            throw e;
        }
        signal.raise();
    }

    @Override
    public void destroy() {
        groupCommit.close();
    }
}
