package io.leadhook.bench;

import java.util.concurrent.atomic.AtomicLongArray;

/** When each event was sent or, with a constant rate, should have been: on the clock of {@link System#nanoTime}. Thread-safe. */
final class SentTimes {
    private final AtomicLongArray nanos;

    SentTimes(int events) {
        this.nanos = new AtomicLongArray(events);
    }

    void sent(int index, long at) {
        nanos.set(index, at);
    }

    long of(int index) {
        return nanos.get(index);
    }
}
