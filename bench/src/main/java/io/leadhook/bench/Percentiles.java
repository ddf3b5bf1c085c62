package io.leadhook.bench;

import java.util.Locale;
import org.HdrHistogram.Histogram;

/** A distribution of times, in milliseconds; exact to three digits. */
record Percentiles(long count, double p50, double p99, double p999, double max) {
    private static final double NANOS_PER_MILLI = 1e6;

    static Percentiles of(Histogram nanos) {
        return new Percentiles(
                nanos.getTotalCount(),
                nanos.getValueAtPercentile(50) / NANOS_PER_MILLI,
                nanos.getValueAtPercentile(99) / NANOS_PER_MILLI,
                nanos.getValueAtPercentile(99.9) / NANOS_PER_MILLI,
                nanos.getMaxValue() / NANOS_PER_MILLI);
    }

    /** Up to an hour, in nanoseconds. */
    static Histogram histogram() {
        return new Histogram(3_600_000_000_000L, 3);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "p50 %.1f ms, p99 %.1f ms, p99.9 %.1f ms", p50, p99, p999);
    }
}
