package io.leadhook.store;

/** What the disk of the store has left. Thread-safe. */
@FunctionalInterface
public interface FreeSpace {
    /** {@code Long.MAX_VALUE} where it is not ours to know: the disk of another machine's database is watched there. */
    long bytes();
}
