package io.leadhook.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.h2.api.ErrorCode;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * H2 writes at commit (with {@code WRITE_DELAY=0}) but never asks the disk to keep it; here that is asked. One sync
 * serves all callers that arrived while the one before it ran.
 */
final class H2Database implements Database {
    private final JdbcTemplate append;
    private final CoalescedRun sync = new CoalescedRun(this::syncFile);
    private final ConcurrentMap<String, AtomicLong> lastIds = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable Throwable> lost = new AtomicReference<>();

    /** @param append on whose connections it syncs, since an append waits for none of the others */
    H2Database(JdbcTemplate append) {
        this.append = append;
    }

    /**
     * Counted in memory, since H2 lets no second process in. Its sequences write to its system tables now and then,
     * under a lock that all sessions share; here nobody waits for that.
     */
    @Override
    public List<Long> nextIds(String table, int count) {
        AtomicLong last = lastIds.computeIfAbsent(table, this::highestId);
        long end = last.addAndGet(count);
        return LongStream.rangeClosed(end - count + 1, end).boxed().toList();
    }

    /** What makes them durable is {@link #sync}, and it is never left out. */
    @Override
    public List<Long> nextDurableIds(String table, int count) {
        return nextIds(table, count);
    }

    private AtomicLong highestId(String table) {
        Long highest = append.queryForObject("select coalesce(max(id), 0) from " + table, Long.class);
        return new AtomicLong(highest == null ? 0 : highest);
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public void sync() {
        sync.run();
    }

    @Override
    public int[] write(JdbcTemplate jdbc, List<Change> changes) {
        return changes.stream()
                .mapToInt(
                        change -> jdbc.update(change.sql(), change.parameters().toArray()))
                .toArray();
    }

    @Override
    public int[] writeRelaxed(JdbcTemplate jdbc, List<Change> changes) {
        jdbc.execute((ConnectionCallback<@Nullable Void>) connection -> {
            if (connection.isWrapperFor(SingleWriter.RelaxableConnection.class)) {
                connection.unwrap(SingleWriter.RelaxableConnection.class).relaxCommit();
            }
            return null;
        });
        return write(jdbc, changes);
    }

    private void syncFile() {
        Throwable before = lost.get();
        if (before != null) {
            throw new DurabilityException("An earlier sync of the H2 file failed; restart Leadhook", before);
        }
        try {
            append.execute((ConnectionCallback<@Nullable Void>) H2Database::syncFile);
        } catch (CannotGetJdbcConnectionException e) {
            throw new DurabilityException("No connection was free to sync the H2 file", e);
        } catch (DataAccessException e) {
            if (isClosedByAnother(e)) {
                throw new DurabilityException("H2 has closed its file after a failed write", e);
            }
            // After a failed fsync the operating system may have dropped the pages: a second one proves nothing.
            lost.set(e);
            throw new DurabilityException("The disk did not confirm the H2 file; check its space and health", e);
        }
    }

    /** While H2 closes its file because a write has failed, the sync may still succeed; after that no statement does. */
    private static @Nullable Void syncFile(Connection connection) throws SQLException {
        NewestChunkPath.sync(connection);
        try (Statement statement = connection.createStatement()) {
            statement.execute("select 1");
        }
        return null;
    }

    /**
     * A write that failed, for a full disk as a rule, is not a sync that failed: nothing that was confirmed is in
     * doubt, and what was not is told to its sender.
     */
    private static boolean isClosedByAnother(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof MVStoreException store) {
                return store.getErrorCode() == DataUtils.ERROR_CLOSED
                        || (store.getErrorCode() == DataUtils.ERROR_WRITING_FAILED
                                && String.valueOf(store.getMessage()).startsWith("Writing to "));
            }
            if (cause instanceof SQLException sql
                    && sql.getErrorCode() == ErrorCode.DATABASE_IS_CLOSED
                    && sql.getCause() == null) {
                return true;
            }
        }
        return false;
    }
}
