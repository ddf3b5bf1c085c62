package io.leadhook.store;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** PostgreSQL syncs its log at commit, unless a transaction says that it need not. */
final class PostgresDatabase implements Database {
    private final JdbcTemplate jdbc;

    PostgresDatabase(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Long> nextIds(String table, int count) {
        return jdbc.query(
                "select nextval(?) from generate_series(1, ?)", (row, number) -> row.getLong(1), table + "_id", count);
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public void sync() {
        // Done at commit; the start refuses a server that does not (DurabilityCheck).
    }

    @Override
    public void relaxCommit() {
        jdbc.execute("set local synchronous_commit = off");
    }

    /** By the session's own view: a role, a database or a reload of the server may set it after the start. */
    @Override
    public void requireDurableCommit() {
        String setting = jdbc.queryForObject("select current_setting('synchronous_commit')", String.class);
        if ("off".equals(setting)) {
            throw new DurabilityException("The PostgreSQL session has synchronous_commit = off: a crash would lose"
                    + " acknowledged events. Set it to on, local or remote_write for this server, role and database");
        }
    }
}
