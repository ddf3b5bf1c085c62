package io.leadhook.watch;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.transaction.support.TransactionOperations;

/**
 * What reads a whole table, or a whole day, and may take minutes where much is stored. One at a time, since it keeps a
 * connection of the pool for as long. Thread-safe.
 */
public final class LongRead {
    /** As long as a statement may take elsewhere: who asks over HTTP does not wait for longer either. */
    private static final int TURN_SECONDS = 15;

    private final ReentrantLock turn = new ReentrantLock(true);
    private final TransactionOperations transaction;

    /** @param transaction in which a read has the time that it needs */
    LongRead(TransactionOperations transaction) {
        this.transaction = transaction;
    }

    /**
     * Reads.
     *
     * @param read may be called again if the database had to end it
     * @throws QueryTimeoutException if others read for so long that it had no turn
     */
    public <T> T of(Supplier<T> read) {
        takeTurn();
        try {
            return Objects.requireNonNull(transaction.execute(begun -> read.get()));
        } finally {
            turn.unlock();
        }
    }

    private void takeTurn() {
        try {
            if (turn.tryLock(TURN_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new QueryTimeoutException("another count of the stored deliveries is under way; ask again later");
    }
}
