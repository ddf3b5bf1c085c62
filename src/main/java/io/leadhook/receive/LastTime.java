package io.leadhook.receive;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** When something last happened since the start. Thread-safe. */
final class LastTime {
    private final AtomicLong millis = new AtomicLong();

    void at(long now) {
        millis.accumulateAndGet(now, Math::max);
    }

    @Nullable
    Instant get() {
        long last = millis.get();
        return last == 0 ? null : Instant.ofEpochMilli(last);
    }

    /** In seconds since 1970; 0 if it has not happened. */
    double seconds() {
        return millis.get() / 1_000.0;
    }
}
