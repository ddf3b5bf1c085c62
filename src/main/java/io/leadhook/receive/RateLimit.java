package io.leadhook.receive;

import java.time.Clock;

/** A token bucket: so many requests per second, and a burst. Thread-safe. */
final class RateLimit {
    private static final double MILLIS_PER_SECOND = 1_000.0;

    private final double perSecond;
    private final double burst;
    private final Clock clock;
    private double tokens;
    private long lastMillis;

    /** With a burst of one second's worth. */
    RateLimit(double perSecond, Clock clock) {
        this(perSecond, Math.max(1, perSecond), clock);
    }

    RateLimit(double perSecond, double burst, Clock clock) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.clock = clock;
        this.tokens = burst;
        this.lastMillis = clock.millis();
    }

    double perSecond() {
        return perSecond;
    }

    /** Takes a token. Returns 0, or the whole seconds after which there is one. */
    synchronized int secondsToWait() {
        int seconds = secondsLeft();
        if (seconds == 0) {
            tokens -= 1;
        }
        return seconds;
    }

    /** The same without taking one. */
    synchronized int secondsLeft() {
        long now = clock.millis();
        // A clock that is set back gives nothing and takes nothing.
        double passed = Math.max(0, now - lastMillis) / MILLIS_PER_SECOND;
        lastMillis = now;
        tokens = Math.min(burst, tokens + passed * perSecond);
        return tokens >= 1 ? 0 : (int) Math.ceil((1 - tokens) / perSecond);
    }
}
