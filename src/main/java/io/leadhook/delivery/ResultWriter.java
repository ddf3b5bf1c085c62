package io.leadhook.delivery;

import io.leadhook.replica.Lease;
import io.leadhook.store.GroupCommit;
import io.leadhook.store.Interval;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Records results of all destinations by group commit. While the store is away it goes on trying: the receivers have
 * had their requests, and forgetting that would send them again.
 */
@Component
class ResultWriter implements ResultSink, DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(ResultWriter.class);
    /** They are small, all of them. */
    private static final GroupCommit.Limits LIMITS = new GroupCommit.Limits(20_000, Long.MAX_VALUE);

    private static final long BACKOFF_MS = 500;
    /** Only the next delivery of the same lead waits for it. */
    private static final long APART_MS = 20;

    private final JdbcResults results;
    private final GroupCommit<LeasedResult> groupCommit;
    private volatile boolean stopping;

    ResultWriter(JdbcResults results) {
        this.results = results;
        this.groupCommit =
                new GroupCommit<>("result-writer", Interval.ofMillis(APART_MS), LIMITS, result -> 0, this::write);
    }

    @Override
    public CompletableFuture<Void> submit(Lease lease, Result result) {
        return groupCommit.submit(new LeasedResult(lease, result));
    }

    private void write(List<LeasedResult> batch) {
        boolean written = false;
        while (true) {
            try {
                if (!written) {
                    results.write(batch);
                    written = true;
                }
                results.sync();
                return;
            } catch (RuntimeException e) {
                if (stopping) {
                    throw e;
                }
                LOG.warn("{} results could not be recorded; trying again", batch.size(), e);
                backOff();
            }
        }
    }

    private void backOff() {
        try {
            Thread.sleep(BACKOFF_MS);
        } catch (InterruptedException e) {
            LOG.debug("Interrupted while waiting for the store; trying again at once");
        }
    }

    @Override
    public void destroy() {
        stopping = true;
        groupCommit.close();
    }
}
