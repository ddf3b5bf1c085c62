package io.leadhook.proof.model;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Stands still until it is told to move on. The wall clock and the clock for durations are one. */
final class VirtualClock extends Clock {
    private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

    private volatile Duration passed = Duration.ZERO;

    void advance(Duration time) {
        passed = passed.plus(time);
    }

    long nanos() {
        return passed.toNanos();
    }

    @Override
    public Instant instant() {
        return START.plus(passed);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
