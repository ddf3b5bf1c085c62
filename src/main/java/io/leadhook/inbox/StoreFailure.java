package io.leadhook.inbox;

import java.sql.SQLException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.TransactionException;

/** Tells a store that is in trouble from an event that no store would take. */
final class StoreFailure {
    private StoreFailure() {}

    static boolean is(Throwable failure) {
        boolean fromStore = false;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DataIntegrityViolationException) {
                return false;
            }
            fromStore |= cause instanceof SQLException || cause instanceof TransactionException;
        }
        return fromStore;
    }
}
