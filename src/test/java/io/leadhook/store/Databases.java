package io.leadhook.store;

import io.leadhook.testing.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;

/** The two databases as the program sees them, for tests of other packages. */
public final class Databases {
    private Databases() {}

    /** The kind that this one is. */
    public static Database of(TestDatabase database, JdbcTemplate jdbc) {
        return database.url().startsWith("jdbc:h2:") ? h2(jdbc) : postgres(jdbc);
    }

    /** With a count of ids of its own, as a process that has just started. */
    public static Database h2(JdbcTemplate jdbc) {
        return new H2Database(jdbc);
    }

    public static Database postgres(JdbcTemplate jdbc) {
        return new PostgresDatabase(jdbc);
    }
}
