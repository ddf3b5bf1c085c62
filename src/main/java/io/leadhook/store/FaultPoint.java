package io.leadhook.store;

import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A place where tests let the program die, fail or hang: {@code -Dleadhook.fault=after-append-commit:halt:5} ends the
 * process at the fifth time that it comes by. Actions are {@code halt}, {@code throw} and {@code delay}; without a
 * number they happen each time, with one at each so many times. Without the system property a point is one comparison
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

    private static final Logger LOG = LoggerFactory.getLogger(FaultPoint.class);
    private static final String PROPERTY = "leadhook.fault";
    private static final long DELAY_MS = 500;
    private static final int HALTED = 137;
    private static final @Nullable Fault PLANTED = Fault.read(System.getProperty(PROPERTY));

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

    private enum Action {
        HALT,
        THROW,
        DELAY
    }

    private record Fault(FaultPoint point, Action action, int every, AtomicInteger hits) {
        static @Nullable Fault read(@Nullable String text) {
            if (text == null) {
                return null;
            }
            String[] parts = text.split(":");
            Fault fault = new Fault(
                    valueOf(constant(parts[0])),
                    Action.valueOf(constant(parts[1])),
                    parts.length > 2 ? Integer.parseInt(parts[2]) : 1,
                    new AtomicInteger());
            LOG.warn("A fault is planted: {}", text);
            return fault;
        }

        private static String constant(String label) {
            return label.toUpperCase(Locale.ROOT).replace('-', '_');
        }

        void at(FaultPoint here) {
            if (here != point || hits.incrementAndGet() % every != 0) {
                return;
            }
            switch (action) {
                case HALT -> Runtime.getRuntime().halt(HALTED);
                case THROW -> throw new PlantedFaultException(here);
                case DELAY -> Pause.ofMillis(DELAY_MS);
            }
        }
    }
}
