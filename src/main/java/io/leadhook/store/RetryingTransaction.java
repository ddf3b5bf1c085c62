package io.leadhook.store;

import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A transaction that is done again, a few times, when the database had to end it for the sake of another one: deadlock
 * and serialization failure (40P01, 40001), H2's concurrent update and lock time-out (90131, 50200). Such a transaction
 * has changed nothing, so the work only has to bear being run twice. Inside another transaction nothing is repeated:
 * only the outermost can be. Nor is a lock that somebody did not want to wait for longer (55P03). Thread-safe.
 */
final class RetryingTransaction extends TransactionTemplate {
    private static final Logger LOG = LoggerFactory.getLogger(RetryingTransaction.class);
    private static final long serialVersionUID = 1L;
    private static final int ATTEMPTS = 4;
    private static final long PAUSE_MS = 20;
    private static final Set<String> STATES = Set.of("40P01", "40001");
    /** Concurrent update; lock time-out, by which H2 ends the deadlocks that it does not find. */
    private static final Set<Integer> H2 = Set.of(90131, 50200);

    RetryingTransaction(PlatformTransactionManager transactions) {
        super(transactions);
    }

    @Override
    public <T> @Nullable T execute(TransactionCallback<T> action) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return super.execute(action);
        }
        for (int attempt = 1; ; attempt++) {
            try {
                return super.execute(action);
            } catch (RuntimeException e) {
                if (attempt == ATTEMPTS || !isConflict(e) || !pause(attempt)) {
                    throw e;
                }
                LOG.debug("A transaction lost against another one and is done again", e);
            }
        }
    }

    static boolean isConflict(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && (STATES.contains(String.valueOf(sql.getSQLState())) || H2.contains(sql.getErrorCode()))) {
                return true;
            }
        }
        return false;
    }

    /** Longer each time, and never the same for two that met. */
    private static boolean pause(int attempt) {
        return Pause.ofMillis(ThreadLocalRandom.current().nextLong(PAUSE_MS, PAUSE_MS * (1L << attempt)));
    }
}
