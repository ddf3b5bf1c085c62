package io.leadhook.watch;

import org.jspecify.annotations.Nullable;

/**
 * The attempts of a stretch of time, by how they ended and how long they took. Immutable.
 *
 * @param totalMs of all together
 * @param histogram how many took at most {@link #BOUNDS_MS}, bound by bound, and in the last place longer
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Attempts(long succeeded, long failed, long totalMs, long[] histogram) {
    static final int[] BOUNDS_MS = {5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000};

    static final Attempts NONE = new Attempts(0, 0, 0, new long[BOUNDS_MS.length + 1]);

    private static final double P99 = 0.99;

    Attempts plus(Attempts other) {
        long[] sum = histogram.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += other.histogram[i];
        }
        return new Attempts(succeeded + other.succeeded, failed + other.failed, totalMs + other.totalMs, sum);
    }

    public long amount() {
        return succeeded + failed;
    }

    /** 0 to 1; null without any attempt. */
    public @Nullable Double successRate() {
        return amount() == 0 ? null : (double) succeeded / amount();
    }

    public @Nullable Double averageMs() {
        return amount() == 0 ? null : (double) totalMs / amount();
    }

    /**
     * Below this were 99 of 100, as well as the histogram can tell: within its bounds in equal parts, and never above
     * its last bound. Null without any attempt.
     */
    public @Nullable Double p99Ms() {
        if (amount() == 0) {
            return null;
        }
        double rank = P99 * amount();
        long below = 0;
        for (int i = 0; i < BOUNDS_MS.length; i++) {
            if (below + histogram[i] >= rank) {
                double from = i == 0 ? 0 : BOUNDS_MS[i - 1];
                return from + (BOUNDS_MS[i] - from) * (rank - below) / histogram[i];
            }
            below += histogram[i];
        }
        return (double) BOUNDS_MS[BOUNDS_MS.length - 1];
    }
}
