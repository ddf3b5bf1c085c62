package io.leadhook.store;

import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A transaction that is done again, a few times, when the database had to end it for the sake of another one: deadlock
 * and serialization failure (40P01, 40001), H2's concurrent update and lock time-out (90131, 50200). Such a transaction
 * has changed nothing, so the work only has to bear being run twice. Inside another transaction nothing is repeated:
 * only the outermost can be. Thread-safe.
 */
final class RetryingTransaction extends TransactionTemplate {
    private static final Logger LOG = LoggerFactory.getLogger(RetryingTransaction.class);
    private static final long serialVersionUID = 1L;
    private static final int ATTEMPTS = 4;
    private static final long PAUSE_MS = 20;
    private static final int H2_CONCURRENT_UPDATE = 90131;

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
            if (cause instanceof ConcurrencyFailureException
                    || (cause instanceof SQLException sql && sql.getErrorCode() == H2_CONCURRENT_UPDATE)) {
                return true;
            }
        }
        return false;
    }

    /** Longer each time, and never the same for two that met. */
    private static boolean pause(int attempt) {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(PAUSE_MS, PAUSE_MS * (1L << attempt)));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
