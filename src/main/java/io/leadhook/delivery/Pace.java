package io.leadhook.delivery;

import java.util.concurrent.TimeUnit;

/** Spaces the starts of attempts evenly: at most so many per second, none saved up. Not thread-safe. */
final class Pace {
    private final long interval;
    private long nextStart;
    private boolean started;

    /** @param perSecond 0 for no limit */
    Pace(double perSecond) {
        this.interval = perSecond == 0 ? 0 : Math.round(TimeUnit.SECONDS.toNanos(1) / perSecond);
    }

    /** Nanoseconds until the next start is allowed; 0 or less for now. */
    long waitNanos(long nowNanos) {
        return interval == 0 || !started ? 0 : nextStart - nowNanos;
    }

    void start(long nowNanos) {
        started = true;
        nextStart = nowNanos + interval;
    }
}
