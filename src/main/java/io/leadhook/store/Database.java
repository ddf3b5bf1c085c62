package io.leadhook.store;

import java.util.List;

/**
 * What differs between the databases that Leadhook runs on. Everything else is SQL that both understand. Thread-safe.
 */
public interface Database {
    /**
     * Draws ascending ids from a sequence, in one round trip.
     *
     * @param sequence the name of a sequence of our own schema, never a value from outside
     */
    List<Long> nextIds(String sequence, int count);

    /**
     * Returns when everything that was committed before the call would survive a power cut.
     *
     * @throws DurabilityException if the disk did not confirm; then nothing may be acknowledged any more
     */
    void sync();

    /**
     * Lets the current transaction commit without waiting for the disk. For work that is simply done again after a
     * crash.
     */
    void relaxCommit();
}
