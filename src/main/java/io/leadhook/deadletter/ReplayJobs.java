package io.leadhook.deadletter;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Bulk replays at a rate, one after the other. A job is a row: it outlives a restart, and is done by one replica,
 * whichever took the order. Thread-safe.
 */
@Component
public class ReplayJobs {
    private final JdbcReplays rows;
    private final DeadLetterSearch search;
    private final ReplayRunner runner;
    private final Clock clock;

    ReplayJobs(JdbcReplays rows, DeadLetterSearch search, ReplayRunner runner, Clock clock) {
        this.rows = rows;
        this.search = search;
        this.runner = runner;
        this.clock = clock;
    }

    /**
     * Counts what is chosen and begins to replay it. What dies after this moment does not belong to it. Its end is
     * published as {@link ReplayEnded}.
     */
    public ReplayProgress start(ReplayOrder order) {
        ReplayOrder fixed = order.before(clock.instant());
        ReplayProgress begun = rows.begin(fixed, search.count(fixed.selection()));
        runner.wake();
        return begun;
    }

    public Optional<ReplayProgress> find(long id) {
        return rows.find(id).map(ReplayJob::progress);
    }

    /**
     * Newest first.
     *
     * @param before only with an id below this one
     */
    public List<ReplayProgress> page(@Nullable Long before, int limit) {
        return rows.page(before, limit);
    }

    /** Ends it, if it has not ended: a step that is under way is not done. What was replayed stays replayed. */
    public Optional<ReplayProgress> cancel(long id) {
        runner.end(id, "cancelled", null);
        return find(id);
    }
}
