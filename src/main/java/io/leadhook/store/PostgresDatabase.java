package io.leadhook.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.ArgumentPreparedStatementSetter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCallback;

/** PostgreSQL syncs its log at commit, unless a transaction says that it need not. */
final class PostgresDatabase implements Database {
    private static final Change RELAX = Change.of("set local synchronous_commit = off");

    private final JdbcTemplate jdbc;

    PostgresDatabase(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Long> nextIds(String table, int count) {
        return jdbc.query(
                "select nextval(?) from generate_series(1, ?)", (row, number) -> row.getLong(1), table + "_id", count);
    }

    /** By the session's own view: a role, a database or a reload of the server may set it after the start. */
    @Override
    public List<Long> nextDurableIds(String table, int count) {
        return jdbc.query(
                "select nextval(?), current_setting('synchronous_commit') from generate_series(1, ?)",
                (row, number) -> {
                    requireDurable(row.getString(2));
                    return row.getLong(1);
                },
                table + "_id",
                count);
    }

    private static void requireDurable(String synchronousCommit) {
        if ("off".equals(synchronousCommit)) {
            throw new DurabilityException("The PostgreSQL session has synchronous_commit = off: a crash would lose"
                    + " acknowledged events. Set it to on, local or remote_write for this server, role and database");
        }
    }

    /** As one text, which the driver takes apart and sends without waiting for an answer in between. */
    @Override
    public int[] write(JdbcTemplate jdbc, List<Change> changes) {
        Object[] parameters = changes.stream()
                .flatMap(change -> change.parameters().stream())
                .map(PostgresDatabase::readable)
                .toArray();
        PreparedStatementCallback<int[]> execute = statement -> {
            new ArgumentPreparedStatementSetter(parameters).setValues(statement);
            statement.execute();
            return changed(statement, changes.size());
        };
        int[] changed = jdbc.execute(changes.stream().map(Change::sql).collect(Collectors.joining(";\n")), execute);
        return changed == null ? new int[0] : changed;
    }

    /** The driver takes no array of times, but the server reads them from texts. */
    private static Object readable(Object parameter) {
        return parameter instanceof OffsetDateTime[] times
                ? Arrays.stream(times)
                        .map(time -> time == null ? null : time.toString())
                        .toArray(String[]::new)
                : parameter;
    }

    private static int[] changed(PreparedStatement statement, int count) throws SQLException {
        int[] changed = new int[count];
        for (int i = 0; i < count; i++) {
            changed[i] = statement.getUpdateCount();
            statement.getMoreResults();
        }
        return changed;
    }

    @Override
    public int[] writeRelaxed(JdbcTemplate jdbc, List<Change> changes) {
        List<Change> all = new ArrayList<>();
        all.add(RELAX);
        all.addAll(changes);
        int[] changed = write(jdbc, all);
        return Arrays.copyOfRange(changed, 1, changed.length);
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public void sync() {
        // Done at commit; the start refuses a server that does not (DurabilityCheck).
    }
}
