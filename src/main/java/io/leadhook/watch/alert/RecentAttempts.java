package io.leadhook.watch.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The attempts of a window that moves on, by destination. Kept in slices, so that a look reads the newest two, which
 * results may still come into, and not the whole window. The window begins with a slice, so up to a fifteenth of it too
 * early. For one thread.
 */
final class RecentAttempts {
    private static final int SLICES = 15;
    /** The newest ones, that results may still come into. */
    private static final int STILL_MOVING = 2;

    private final JdbcPulse pulse;
    private final Duration window;
    private final long sliceMs;
    private final NavigableMap<Long, Map<String, JdbcPulse.Attempts>> settled = new TreeMap<>();

    RecentAttempts(JdbcPulse pulse, Duration window) {
        this.pulse = pulse;
        this.window = window;
        this.sliceMs = window.toMillis() / SLICES;
    }

    Map<String, JdbcPulse.Attempts> at(Instant now) {
        long moving = slice(now) - STILL_MOVING + 1;
        long oldest = slice(now.minus(window));
        settled.headMap(oldest).clear();
        settled.tailMap(moving).clear();
        Map<String, JdbcPulse.Attempts> sum = new TreeMap<>(pulse.attempts(start(moving), now.plus(window)));
        for (long slice = oldest; slice < moving; slice++) {
            settled.computeIfAbsent(slice, unread -> pulse.attempts(start(unread), start(unread + 1)))
                    .forEach((destination, attempts) -> sum.merge(destination, attempts, JdbcPulse.Attempts::plus));
        }
        return sum;
    }

    private long slice(Instant time) {
        return Math.floorDiv(time.toEpochMilli(), sliceMs);
    }

    private Instant start(long slice) {
        return Instant.ofEpochMilli(slice * sliceMs);
    }
}
