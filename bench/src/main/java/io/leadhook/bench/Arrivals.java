package io.leadhook.bench;

import java.util.BitSet;
import org.HdrHistogram.Histogram;

/** What one destination has received of one run: which events, how late, in how many calls. Thread-safe. */
final class Arrivals {
    private final BitSet seen = new BitSet();
    private final Histogram latency = Percentiles.histogram();
    private long calls;
    private long lastNanos;

    /** A call that carried events of the run. */
    synchronized void called() {
        calls++;
    }

    /** An event; a repeat of one is not counted again. */
    synchronized void arrived(int index, long now, long sentAt) {
        if (!seen.get(index)) {
            seen.set(index);
            latency.recordValue(Math.max(0, now - sentAt));
            lastNanos = now;
        }
    }

    synchronized long events() {
        return latency.getTotalCount();
    }

    synchronized long calls() {
        return calls;
    }

    /** When the newest event came, on the clock of {@link System#nanoTime}. */
    synchronized long lastNanos() {
        return lastNanos;
    }

    /** From when an event was sent, or should have been, to its arrival here. */
    synchronized Percentiles latency() {
        return Percentiles.of(latency);
    }
}
