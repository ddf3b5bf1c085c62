package io.leadhook.watch;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts the attempts of a stretch of time. Reads no more rows than ended in it. */
@Component
class JdbcAttempts {
    private static final String FIGURES = "count(*), coalesce(sum(duration_ms), 0), "
            + Arrays.stream(Attempts.BOUNDS_MS)
                    .mapToObj(bound -> "count(case when duration_ms <= " + bound + " then 1 end)")
                    .collect(Collectors.joining(", "));

    private static final String DELIVERED = "select " + FIGURES
            + " from delivery where state = 'delivered' and destination = :destination"
            + " and finished_at >= :from and finished_at < :until";

    private static final String FAILED = "select " + FIGURES.replace("duration_ms", "a.duration_ms")
            + " from attempt a join delivery d on d.id = a.delivery_id"
            + " where a.started_at >= :from and a.started_at < :until and d.destination = :destination";

    private final JdbcClient jdbc;

    JdbcAttempts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Attempts between(String destination, Instant from, Instant until) {
        return ask(DELIVERED, destination, from, until, true).plus(ask(FAILED, destination, from, until, false));
    }

    private Attempts ask(String sql, String destination, Instant from, Instant until, boolean succeeded) {
        return jdbc.sql(sql)
                .param("destination", destination)
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param("until", until.atOffset(ZoneOffset.UTC))
                .query((row, number) -> read(row, succeeded))
                .single();
    }

    private static Attempts read(ResultSet row, boolean succeeded) throws SQLException {
        long amount = row.getLong(1);
        long[] histogram = new long[Attempts.BOUNDS_MS.length + 1];
        long below = 0;
        for (int i = 0; i < Attempts.BOUNDS_MS.length; i++) {
            long atMost = row.getLong(i + 3);
            histogram[i] = atMost - below;
            below = atMost;
        }
        histogram[Attempts.BOUNDS_MS.length] = amount - below;
        return new Attempts(succeeded ? amount : 0, succeeded ? 0 : amount, row.getLong(2), histogram);
    }
}
