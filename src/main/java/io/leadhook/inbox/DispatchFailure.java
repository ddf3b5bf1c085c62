package io.leadhook.inbox;

import io.leadhook.replica.LeaseLostException;
import java.sql.SQLException;
import java.util.concurrent.TimeoutException;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.TransactionException;

/** Tells what is no event's fault from an event that no store would take. */
final class DispatchFailure {
    private DispatchFailure() {}

    static boolean isLostLease(Throwable failure) {
        return hasCause(failure, LeaseLostException.class);
    }

    /** An operator has stopped a route that the batch must go through. */
    static boolean isStoppedRoute(Throwable failure) {
        return hasCause(failure, DirectConsumerNotAvailableException.class);
    }

    /** The store did not do it, or what was released did not come back from the resequencer. */
    static boolean isUnfinished(Throwable failure) {
        return hasCause(failure, TimeoutException.class) || isOfStore(failure);
    }

    private static boolean hasCause(Throwable failure, Class<? extends Throwable> type) {
        Throwable cause = failure;
        while (cause != null && !type.isInstance(cause)) {
            cause = cause.getCause();
        }
        return cause != null;
    }

    private static boolean isOfStore(Throwable failure) {
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
