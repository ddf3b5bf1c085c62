package io.leadhook.store;

import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A place where tests let the program die, fail or hang: {@code -Dleadhook.fault=after-append-commit:halt:5} ends the
 * process at the fifth time that it comes by. Actions are {@code halt}, {@code throw} and {@code delay}; without a
 * number they happen each time, with one at each so many times. {@code -Dleadhook.fault=@FILE} plants what stands in
 * that file, which may change at any time. Each strike is logged. Without the system property a point is one comparison
 * with a constant. Thread-safe.
 */
public enum FaultPoint {
    BEFORE_APPEND_COMMIT,
    AFTER_APPEND_COMMIT,
    AFTER_APPEND_SYNC,
    BEFORE_DISPATCH_COMMIT,
    AFTER_DISPATCH_COMMIT,
    BEFORE_SEND,
    AFTER_SEND,
    BEFORE_RESULTS_COMMIT,
    AFTER_RESULTS_COMMIT,
    AFTER_RESULTS_SYNC,
    DURING_REPLAY,
    BEFORE_MIGRATION,
    AFTER_MIGRATION,
    DURING_SHUTDOWN;

    private static final @Nullable PlantedFaults PLANTED = PlantedFaults.of(System.getProperty("leadhook.fault"));

    /** What a point is called in the system property. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws PlantedFaultException if a test wants it so */
    public void hit() {
        if (PLANTED != null) {
            PLANTED.at(this);
        }
    }

    /** What a planted fault throws: as the store's, since around commits it is the store that fails. */
    public static final class PlantedFaultException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        PlantedFaultException(FaultPoint point) {
            super("planted at " + point.label(), new SQLException("planted", "08006"));
        }
    }
}
