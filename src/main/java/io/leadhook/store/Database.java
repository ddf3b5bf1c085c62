package io.leadhook.store;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

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
     * The same for rows that will be acknowledged.
     *
     * @throws DurabilityException if the current transaction would commit without waiting for the disk, whoever has switched
     *     that off; it names the setting
     */
    List<Long> nextDurableIds(String table, int count);

    /**
     * Executes them one after the other in the current transaction, and returns how many rows each has changed. On
     * PostgreSQL that is one round trip.
     */
    int[] write(JdbcTemplate jdbc, List<Change> changes);

    /**
     * The same, and lets the transaction commit without waiting for the disk. For work that is simply done again after a
     * crash.
     */
    int[] writeRelaxed(JdbcTemplate jdbc, List<Change> changes);

    /**
     * Returns when everything that was committed before the call would survive a power cut.
     *
     * @throws DurabilityException if the disk did not confirm; then nothing may be acknowledged any more
     */
    void sync();

    /** Whether several processes can work on it at once. */
    boolean isShared();
}
