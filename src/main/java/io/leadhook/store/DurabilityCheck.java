package io.leadhook.store;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/** Refuses a database whose settings would let an acknowledged event vanish in a crash or a power cut. */
final class DurabilityCheck {
    private static final String KEY = "spring.datasource.url";

    private final JdbcTemplate jdbc;

    DurabilityCheck(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** @throws IllegalStateException naming the key, the value found and the way out */
    void checkH2(String url) {
        if (url.toLowerCase(Locale.ROOT).startsWith("jdbc:h2:mem:")) {
            throw refuse("is an in-memory database, which forgets every event at exit", "use jdbc:h2:file:…");
        }
        Map<String, String> settings = jdbc
                .query(
                        "select setting_name, setting_value from information_schema.settings where setting_value is not null",
                        (row, n) -> Map.entry(row.getString(1).toUpperCase(Locale.ROOT), row.getString(2)))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a));
        String delay = settings.getOrDefault("WRITE_DELAY", "unknown");
        if (!"0".equals(delay)) {
            throw refuse("has WRITE_DELAY=" + delay + ": commits are written that many ms later", "set WRITE_DELAY=0");
        }
        String readOnly = settings.getOrDefault("ACCESS_MODE_DATA", "rw");
        if (readOnly.startsWith("r") && !readOnly.startsWith("rw")) {
            throw refuse("has ACCESS_MODE_DATA=" + readOnly, "remove it: Leadhook must write");
        }
    }

    /** @throws IllegalStateException naming the setting of the server, its value and the way out */
    void checkPostgres() {
        for (String setting : new String[] {"fsync", "full_page_writes"}) {
            String value = jdbc.queryForObject("select current_setting(?)", String.class, setting);
            if (!"on".equals(value)) {
                throw new IllegalStateException("The PostgreSQL server has " + setting + " = " + value
                        + ": a power cut would lose acknowledged events. Set " + setting + " = on");
            }
        }
        String commit = jdbc.queryForObject("select current_setting('synchronous_commit')", String.class);
        if ("off".equals(commit)) {
            throw new IllegalStateException("The PostgreSQL connection has synchronous_commit = off:"
                    + " a crash would lose acknowledged events. Set it to on (or local) for this user and database");
        }
    }

    private static IllegalStateException refuse(String what, String wayOut) {
        return new IllegalStateException(KEY + " " + what + "; a crash would lose acknowledged events. Way out: "
                + wayOut + ", or remove " + KEY + " to get the default");
    }
}
