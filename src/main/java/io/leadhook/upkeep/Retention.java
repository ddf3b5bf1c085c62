package io.leadhook.upkeep;

import io.leadhook.replica.Leases;
import io.leadhook.replica.Turn;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/** Deletes what is done and old, a batch at a time, so that nobody waits for it. Dead letters stay. */
@Component
@EnableConfigurationProperties(RetentionProperties.class)
class Retention implements DisposableBean {
    private static final Logger log = LoggerFactory.getLogger(Retention.class);
    private static final int BATCH = 500;

    /** No sender that we know of repeats an event for longer. */
    private static final Duration SENDERS_REPEAT = Duration.ofDays(7);

    private final JdbcRetention rows;
    private final RetentionProperties properties;
    private final TransactionOperations transactions;
    private final Clock clock;
    private final Turn turn;

    Retention(
            JdbcRetention rows,
            RetentionProperties properties,
            TransactionOperations transactions,
            Leases leases,
            Clock clock) {
        this.rows = rows;
        this.properties = properties;
        this.transactions = transactions;
        this.clock = clock;
        this.turn = Turn.at("upkeep", leases);
    }

    @Scheduled(initialDelayString = "PT5M", fixedDelayString = "PT1H")
    void runOnOne() {
        if (turn.isOurs()) {
            run();
        }
    }

    @Override
    public void destroy() {
        turn.close();
    }

    void run() {
        try {
            long events = deleteEvents();
            long seen = forgetSeen();
            if (events > 0 || seen > 0) {
                log.info("Deleted {} events and {} ids of events seen", events, seen);
            }
        } catch (DataAccessException | TransactionException failure) {
            log.warn(
                    "Could not delete what is old, will try again in an hour: {}",
                    failure.getClass().getSimpleName());
        }
    }

    private long deleteEvents() {
        Instant before = clock.instant().minus(properties.events());
        long last = rows.lastOld(before);
        long deleted = 0;
        List<Long> batch = deleteBatch(before, 0, last);
        while (!batch.isEmpty()) {
            deleted += batch.size();
            batch = deleteBatch(before, batch.get(batch.size() - 1), last);
        }
        return deleted;
    }

    private long forgetSeen() {
        Instant before = clock.instant().minus(SENDERS_REPEAT);
        long forgotten = 0;
        int batch = rows.forgetSeen(before, BATCH);
        while (batch > 0) {
            forgotten += batch;
            batch = rows.forgetSeen(before, BATCH);
        }
        return forgotten;
    }

    private List<Long> deleteBatch(Instant before, long after, long last) {
        List<Long> deleted = transactions.execute(status -> {
            List<Long> expired = rows.expired(before, after, last, BATCH);
            if (!expired.isEmpty()) {
                rows.delete(expired);
            }
            return expired;
        });
        return deleted == null ? List.of() : deleted;
    }
}
