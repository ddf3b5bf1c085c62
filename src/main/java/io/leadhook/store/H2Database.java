package io.leadhook.store;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * H2 writes at commit (with {@code WRITE_DELAY=0}) but never asks the disk to keep it; only {@code CHECKPOINT SYNC}
 * does. One checkpoint serves all callers that arrived while the one before it ran.
 */
final class H2Database implements Database {
    private final JdbcTemplate jdbc;
    private final CoalescedRun checkpoint = new CoalescedRun(this::checkpointSync);
    private final AtomicReference<@Nullable Throwable> lost = new AtomicReference<>();

    H2Database(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Long> nextIds(String sequence, int count) {
        return jdbc.query(
                "select next value for " + sequence + " from system_range(1, ?)",
                (row, number) -> row.getLong(1),
                count);
    }

    @Override
    public void sync() {
        checkpoint.run();
    }

    @Override
    public void relaxCommit() {
        // H2 never waits for the disk at commit.
    }

    private void checkpointSync() {
        Throwable before = lost.get();
        if (before != null) {
            throw new DurabilityException("An earlier sync of the H2 file failed; restart Leadhook", before);
        }
        try {
            jdbc.execute("checkpoint sync");
        } catch (CannotGetJdbcConnectionException e) {
            throw new DurabilityException("No connection was free to sync the H2 file", e);
        } catch (DataAccessException e) {
            // After a failed fsync the operating system may have dropped the pages: a second one proves nothing.
            lost.set(e);
            throw new DurabilityException("The disk did not confirm the H2 file; check its space and health", e);
        }
    }
}
