package io.leadhook.store;

import java.util.concurrent.TimeUnit;

/**
 * Keeps the beginnings of batches apart. Each batch costs the store the same pages of every table and index, however
 * little is in it; with some time between, the next one carries more. What comes after a rest waits for nothing. For one
 * thread.
 */
public final class Interval {
    private final long nanos;
    private long begun;

    private Interval(long millis) {
        nanos = TimeUnit.MILLISECONDS.toNanos(millis);
    }

    /** With 0, batches follow each other as fast as they are done. */
    public static Interval ofMillis(long millis) {
        return new Interval(millis);
    }

    /** A batch begins. */
    public void begin() {
        begun = System.nanoTime();
    }

    /** Returns when the next one may begin. */
    public void awaitEnd() throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(begun + nanos - System.nanoTime());
    }
}
