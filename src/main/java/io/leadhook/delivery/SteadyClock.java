package io.leadhook.delivery;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.LongSupplier;

/**
 * Shows the time of another clock when it is made, and from then on goes by itself, so that nobody can set it back. For
 * what waits a while, not for what tells the time. Immutable.
 */
final class SteadyClock extends Clock {
    private final Clock other;
    private final LongSupplier nanoTime;
    private final Instant begin;
    private final long beginNanos;

    SteadyClock(Clock other, LongSupplier nanoTime) {
        this.other = other;
        this.nanoTime = nanoTime;
        this.begin = other.instant();
        this.beginNanos = nanoTime.getAsLong();
    }

    @Override
    public Instant instant() {
        return begin.plusNanos(nanoTime.getAsLong() - beginNanos);
    }

    @Override
    public ZoneId getZone() {
        return other.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new SteadyClock(other.withZone(zone), nanoTime);
    }
}
