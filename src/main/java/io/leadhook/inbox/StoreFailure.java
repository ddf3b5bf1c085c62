package io.leadhook.inbox;

import io.leadhook.replica.LeaseLostException;
import java.sql.SQLException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.TransactionException;

/** Tells what is no event's fault from an event that no store would take. */
final class StoreFailure {
    private StoreFailure() {}

    static boolean isLostLease(Throwable failure) {
        Throwable cause = failure;
        while (cause != null && !(cause instanceof LeaseLostException)) {
            cause = cause.getCause();
        }
        return cause != null;
    }

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
