package io.leadhook.watch;

import org.jspecify.annotations.Nullable;

/** The attempts of one destination that ended in the last hour. Immutable. */
record LastHour(long succeeded, long failed, long totalMs) {
    static final LastHour NONE = new LastHour(0, 0, 0);

    LastHour plus(LastHour other) {
        return new LastHour(succeeded + other.succeeded, failed + other.failed, totalMs + other.totalMs);
    }

    @Nullable
    Double successRate() {
        return attempts() == 0 ? null : (double) succeeded / attempts();
    }

    @Nullable
    Double averageMs() {
        return attempts() == 0 ? null : (double) totalMs / attempts();
    }

    private long attempts() {
        return succeeded + failed;
    }
}
