package io.leadhook.store;

import java.time.Duration;
import java.time.Instant;

/** When it is time again for what is looked at now and then. For one thread. */
public final class Every {
    private final Duration period;
    private Instant last = Instant.EPOCH;

    private Every(Duration period) {
        this.period = period;
    }

    public static Every ofMillis(long millis) {
        return new Every(Duration.ofMillis(millis));
    }

    /** Whether the period is over, and if so the next one begins. */
    public boolean isOver(Instant now) {
        // A clock that was set back by an hour must not keep everything out for so long.
        boolean over = Duration.between(last, now).abs().compareTo(period) >= 0;
        if (over) {
            last = now;
        }
        return over;
    }
}
