package io.leadhook.deadletter;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The where clause of a search. Conditions are constants of the program and values are always bound, so nothing that a
 * caller sends becomes SQL. Only what was asked for is in the clause, so that the database can use an index for it. Not
 * thread-safe.
 */
public final class Conditions {
    private final StringJoiner sql = new StringJoiner(" and ");
    private final Map<String, Object> values = new HashMap<>();

    public Conditions(String always) {
        sql.add(always);
    }

    /** Adds the condition if there is a value for the one parameter that it names. */
    public Conditions and(String condition, String parameter, @Nullable Object value) {
        if (value != null) {
            sql.add(condition);
            values.put(parameter, bindable(value));
        }
        return this;
    }

    public Conditions and(String condition) {
        sql.add(condition);
        return this;
    }

    public String sql() {
        return sql.toString();
    }

    public Map<String, Object> values() {
        return values;
    }

    /** PostgreSQL's driver knows no instants. */
    private static Object bindable(Object value) {
        return value instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : value;
    }
}
