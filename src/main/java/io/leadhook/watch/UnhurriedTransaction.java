package io.leadhook.watch;

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
    private static final int LIMIT_MS = MINUTES * 60_000;
    /** The server's limit comes first: it can say what happened. */
    private static final int GRACE_MS = 4_000;

    /** The pool sets this back when it has the connection back. */
    private static final ConnectionCallback<Boolean> WAIT_LONGER = connection -> {
        connection.setNetworkTimeout(Runnable::run, LIMIT_MS + GRACE_MS);
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
            jdbc.execute("set local statement_timeout = " + LIMIT_MS);
            jdbc.execute(WAIT_LONGER);
            return action.doInTransaction(begun);
        });
    }
}
