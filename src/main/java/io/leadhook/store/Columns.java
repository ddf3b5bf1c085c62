package io.leadhook.store;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a {@link Change} as an array for each column, which its statement makes rows of ({@code unnest}). Its text is
 * the same for any number of rows, so neither database compiles or plans it anew. For one thread.
 */
public final class Columns<R> {
    private final List<R> rows;
    private final List<Object> arrays = new ArrayList<>();

    public Columns(List<R> rows) {
        this.rows = rows;
    }

    public Columns<R> number(Function<R, ? extends @Nullable Number> value) {
        return add(Long[]::new, row -> {
            Number number = value.apply(row);
            return number == null ? null : number.longValue();
        });
    }

    public Columns<R> text(Function<R, @Nullable String> value) {
        return add(String[]::new, value);
    }

    public Columns<R> flag(Function<R, @Nullable Boolean> value) {
        return add(Boolean[]::new, value);
    }

    public Columns<R> bytes(Function<R, byte @Nullable []> value) {
        return add(byte[][]::new, value);
    }

    /** As finely as the tables keep it. */
    public Columns<R> time(Function<R, @Nullable Instant> value) {
        return add(OffsetDateTime[]::new, row -> {
            Instant time = value.apply(row);
            return time == null ? null : time.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
        });
    }

    /** @param sql with a parameter for each column, in their order */
    public Change into(String sql) {
        return new Change(sql, List.copyOf(arrays));
    }

    private <T> Columns<R> add(IntFunction<T[]> array, Function<R, ? extends @Nullable T> value) {
        arrays.add(rows.stream().map(value).toArray(array));
        return this;
    }
}
