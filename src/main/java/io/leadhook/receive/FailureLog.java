package io.leadhook.receive;

import java.time.Clock;
import java.time.Duration;
import java.util.StringJoiner;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the operator that events are not stored, at most once per interval: with the store down every request fails.
 * Thread-safe.
 */
final class FailureLog {
    private static final Logger LOG = LoggerFactory.getLogger(FailureLog.class);
    private static final long INTERVAL_MILLIS = Duration.ofSeconds(10).toMillis();

    private static final int MAX_CAUSES = 5;

    private final Clock clock;
    private final AtomicLong last = new AtomicLong(Long.MIN_VALUE / 2);
    private final AtomicLong unsaid = new AtomicLong();

    FailureLog(Clock clock) {
        this.clock = clock;
    }

    void failed(Throwable failure) {
        if (isDue()) {
            LOG.error(
                    "An event was not stored and its sender was answered 503 ({} in all since the last such line): {}",
                    unsaid.getAndSet(0),
                    describe(failure));
        }
        LOG.debug("An event was not stored", failure);
    }

    // Only our own messages: those of a database may have the sender's data in them.
    private static String describe(Throwable failure) {
        StringJoiner causes = new StringJoiner(", caused by ");
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
            String name = cause.getClass().getName();
            causes.add(name.startsWith("io.leadhook.") ? name + ": " + cause.getMessage() : name);
            cause = cause.getCause();
        }
        return causes.toString();
    }

    void withoutReceipt() {
        if (isDue()) {
            LOG.error(
                    "The route ended without storing the event and its sender was answered 503 ({} in all since the"
                            + " last such line); routes/receive.camel.yaml must send to inbox:events and answer 2xx",
                    unsaid.getAndSet(0));
        }
    }

    private boolean isDue() {
        unsaid.incrementAndGet();
        long now = clock.millis();
        long before = last.get();
        return now - before >= INTERVAL_MILLIS && last.compareAndSet(before, now);
    }
}
