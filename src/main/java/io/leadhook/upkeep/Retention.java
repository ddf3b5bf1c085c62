package io.leadhook.upkeep;

import io.leadhook.replica.Leases;
import io.leadhook.replica.Turn;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
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
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
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
        report("events", this::deleteEvents);
        report("ids of events seen", this::forgetSeen);
    }

    private static void report(String what, LongSupplier deletion) {
        try {
            long deleted = deletion.getAsLong();
            if (deleted > 0) {
                LOG.info("Deleted {} {}", deleted, what);
            }
        } catch (DataAccessException | TransactionException failure) {
            LOG.warn(
                    "Could not delete old {}, will try again in an hour: {}",
                    what,
                    failure.getClass().getSimpleName());
        }
    }

    private long deleteEvents() {
        Instant before = clock.instant().minus(properties.events());
        long last = rows.lastOld(before);
        long deleted = 0;
        // Also through what stays: one statement for a long stretch of it would keep everybody from storing meanwhile.
        long after = 0;
        Optional<Long> upTo = rows.endOfBatch(after, last, BATCH);
        while (upTo.isPresent() && turn.isOurs()) {
            deleted += deleteBatch(before, after, upTo.get());
            after = upTo.get();
            upTo = rows.endOfBatch(after, last, BATCH);
        }
        return deleted;
    }

    private long forgetSeen() {
        Instant before = clock.instant().minus(SENDERS_REPEAT);
        long forgotten = 0;
        int batch = rows.forgetSeen(before, BATCH);
        while (batch > 0 && turn.isOurs()) {
            forgotten += batch;
            batch = rows.forgetSeen(before, BATCH);
        }
        return forgotten;
    }

    private int deleteBatch(Instant before, long after, long upTo) {
        Integer deleted = transactions.execute(status -> {
            List<Long> expired = rows.expired(before, after, upTo);
            if (!expired.isEmpty()) {
                rows.delete(expired);
            }
            return expired.size();
        });
        return deleted == null ? 0 : deleted;
    }
}
