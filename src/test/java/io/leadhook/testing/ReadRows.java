package io.leadhook.testing;

import java.util.Objects;

/**
 * How many rows of a table PostgreSQL reads for some work, those that it throws away again included. A plan that reads
 * everything shows so while the tables are small; {@link ScannedRows} is for H2.
 */
public final class ReadRows {
    private ReadRows() {}

    /** @param work runs in one transaction, or what it read would not be counted */
    public static long of(TestDatabase database, String table, Runnable work) {
        Long read = database.transactions().execute(status -> {
            // As on the hub's own connections.
            database.jdbc().sql("set local enable_seqscan = off").update();
            // The server also counts here what this connection did in the second before.
            long before = read(database, table);
            work.run();
            return read(database, table) - before;
        });
        return Objects.requireNonNull(read);
    }

    private static long read(TestDatabase database, String table) {
        return database.jdbc().sql("""
                        select seq_tup_read + coalesce(idx_tup_fetch, 0) from pg_stat_xact_user_tables
                        where relname = :table
                        """).param("table", table).query(Long.class).single();
    }
}
