package io.leadhook.watch;

import java.sql.ResultSet;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts the attempts of a stretch of time. Reads no more rows than ended in it. */
@Component
class JdbcAttempts {
    private static final String DELIVERED = """
            select duration_ms, count(*)
            from delivery
            where state = 'delivered' and destination = :destination and finished_at >= :from and finished_at < :until
            group by duration_ms
            """;

    /** No join: H2 began it with all that the destination ever had. */
    private static final String FAILED = """
            select duration_ms, count(*)
            from attempt
            where started_at >= :from and started_at < :until
              and (select destination from delivery where id = delivery_id) = :destination
            group by duration_ms
            """;

    private final JdbcClient jdbc;

    JdbcAttempts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Attempts between(String destination, Instant from, Instant until) {
        Histogram succeeded = ask(DELIVERED, destination, from, until);
        Histogram failed = ask(FAILED, destination, from, until);
        return new Attempts(succeeded.amount, 0, succeeded.totalMs, succeeded.counts)
                .plus(new Attempts(0, failed.amount, failed.totalMs, failed.counts));
    }

    private Histogram ask(String sql, String destination, Instant from, Instant until) {
        Histogram histogram = new Histogram();
        jdbc.sql(sql)
                .param("destination", destination)
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param("until", until.atOffset(ZoneOffset.UTC))
                .query((ResultSet row) -> histogram.add(row.getLong(1), row.getLong(2)));
        return histogram;
    }

    private static final class Histogram {
        private final long[] counts = new long[Attempts.BOUNDS_MS.length + 1];
        private long amount;
        private long totalMs;

        void add(long durationMs, long times) {
            int bound = 0;
            while (bound < Attempts.BOUNDS_MS.length && durationMs > Attempts.BOUNDS_MS[bound]) {
                bound++;
            }
            counts[bound] += times;
            amount += times;
            totalMs += durationMs * times;
        }
    }
}
