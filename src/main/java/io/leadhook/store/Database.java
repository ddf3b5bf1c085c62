package io.leadhook.store;

import java.util.List;

/**
 * What differs between the databases that Leadhook runs on. Everything else is SQL that both understand. Thread-safe.
 */
public interface Database {
    /**
     * Draws ids for new rows, ascending and higher than those of all rows before.
     *
     * @param table {@code event} or {@code delivery}
     */
    List<Long> nextIds(String table, int count);

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

    /** Whether several processes can work on it at once. */
    boolean isShared();

    /**
     * Refuses to go on in a transaction that would commit without waiting for the disk, whoever has switched that off.
     *
     * @throws DurabilityException naming the setting
     */
    void requireDurableCommit();
}
