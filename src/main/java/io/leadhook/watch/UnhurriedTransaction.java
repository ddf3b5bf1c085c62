package io.leadhook.watch;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;

/**
 * On PostgreSQL a statement has 15 s everywhere else: by the server's clock, and some more by the driver's, which gives
 * up on a server that is silent. In this transaction it has {@value #MINUTES} minutes by both; so it may take as long
 * until a server that has vanished is noticed here. Thread-safe.
 */
final class UnhurriedTransaction implements TransactionOperations {
    private static final int MINUTES = 10;
    private static final Duration LIMIT = Duration.ofMinutes(MINUTES);
    /** The server's limit comes first: it can say what happened. */
    private static final Duration GRACE = Duration.ofSeconds(4);

    /** The pool sets this back when it has the connection back. */
    private static final ConnectionCallback<Boolean> WAIT_LONGER = connection -> {
        connection.setNetworkTimeout(Runnable::run, Math.toIntExact(LIMIT.plus(GRACE).toMillis()));
        return true;
    };

    private final JdbcTemplate jdbc;
    private final TransactionOperations transaction;

    UnhurriedTransaction(JdbcTemplate jdbc, TransactionOperations transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    @Override
    public <T> @Nullable T execute(TransactionCallback<T> action) {
        return transaction.execute(begun -> {
            jdbc.execute("set local statement_timeout = " + LIMIT.toMillis());
            jdbc.execute(WAIT_LONGER);
            return action.doInTransaction(begun);
        });
    }
}
