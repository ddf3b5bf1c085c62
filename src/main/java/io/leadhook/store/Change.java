package io.leadhook.store;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A statement that changes rows, and its parameters in their order; those of many rows by {@link Columns}. */
public record Change(String sql, List<Object> parameters) {
    public static Change of(String sql, Object... parameters) {
        return new Change(sql, List.of(parameters));
    }

    /** Executes it by itself; {@link Database#write} does several at once. */
    public int execute(JdbcClient jdbc) {
        return jdbc.sql(sql).params(parameters).update();
    }
}
