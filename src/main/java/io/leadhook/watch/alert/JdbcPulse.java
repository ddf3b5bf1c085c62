package io.leadhook.watch.alert;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the alert rules ask the tables. By index, so that it costs little however much is stored. Thread-safe. */
@Repository
class JdbcPulse {
    /** Attempts that ended, and deliveries that ended with them. */
    record Attempts(long succeeded, long failed, long dead, long totalMs) {
        static final Attempts NONE = new Attempts(0, 0, 0, 0);

        long all() {
            return succeeded + failed;
        }

        private Attempts plus(Attempts other) {
            return new Attempts(
                    succeeded + other.succeeded, failed + other.failed, dead + other.dead, totalMs + other.totalMs);
        }
    }

    /** How a source usually sends. */
    record Rhythm(String source, long events, Instant last, Duration longestGap) {}

    private static final String ATTEMPTS = """
            select destination, count(*), 0, 0, coalesce(sum(duration_ms), 0)
            from delivery
            where state = 'delivered' and finished_at >= :since
            group by destination
            union all
            select d.destination, 0, count(*), 0, coalesce(sum(a.duration_ms), 0)
            from attempt a join delivery d on d.id = a.delivery_id
            where a.started_at >= :since
            group by d.destination
            union all
            select destination, 0, 0, count(*), 0
            from delivery
            where state = 'dead' and finished_at >= :since
            group by destination
            """;

    private static final String OLDEST = """
            select counted.destination, counted.amount, oldest.received_at
            from (
                select destination, count(*) as amount, min(id) as first_id
                from delivery
                where state in ('pending', 'retrying')
                group by destination
            ) counted
            join delivery oldest on oldest.id = counted.first_id
            union all
            select 'inbox', 0, received_at
            from event
            where id = (select min(id) from inbox)
            """;

    private static final String HELD = """
            select destination, count(*)
            from delivery
            where state = 'dead' and ready = 0 and finished_at between :epoch and :before
            group by destination
            """;

    private static final String GAPS = """
            select source, received_at, lag(received_at) over (partition by source order by id) as before
            from (select id, source, received_at from event order by id desc fetch first 20000 rows only) newest
            """;

    private static final String RHYTHM = """
            select source, received_at, before from (%s) gaps order by source, received_at
            """.formatted(GAPS);

    private final JdbcClient jdbc;

    JdbcPulse(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Map<String, Attempts> attempts(Instant since) {
        Map<String, Attempts> attempts = new TreeMap<>();
        jdbc.sql(ATTEMPTS).param("since", utc(since)).query((ResultSet row) -> {
            attempts.merge(
                    row.getString(1),
                    new Attempts(row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)),
                    Attempts::plus);
        });
        return attempts;
    }

    /** Since when the oldest event that is not done has waited, by destination; of {@code inbox}, not dispatched. */
    Map<String, Instant> oldestUndone() {
        Map<String, Instant> oldest = new TreeMap<>();
        jdbc.sql(OLDEST).query((ResultSet row) -> {
            oldest.put(row.getString(1), time(row, 3));
        });
        return oldest;
    }

    /** How many leads wait behind a dead letter that is older than this, by destination. */
    Map<String, Long> heldSince(Instant before) {
        Map<String, Long> held = new TreeMap<>();
        jdbc.sql(HELD)
                .param("epoch", utc(Instant.EPOCH))
                .param("before", utc(before))
                .query((ResultSet row) -> {
                    held.put(row.getString(1), row.getLong(2));
                });
        return held;
    }

    /** By the newest 20,000 events of all sources. */
    List<Rhythm> rhythms() {
        Map<String, Rhythm> rhythms = new HashMap<>();
        jdbc.sql(RHYTHM).query((ResultSet row) -> {
            Instant at = time(row, 2);
            Duration gap = row.getObject(3) == null ? Duration.ZERO : Duration.between(time(row, 3), at);
            rhythms.merge(row.getString(1), new Rhythm(row.getString(1), 1, at, gap), JdbcPulse::both);
        });
        return List.copyOf(new TreeMap<>(rhythms).values());
    }

    private static Rhythm both(Rhythm one, Rhythm other) {
        return new Rhythm(
                one.source(),
                one.events() + other.events(),
                one.last().isAfter(other.last()) ? one.last() : other.last(),
                one.longestGap().compareTo(other.longestGap()) > 0 ? one.longestGap() : other.longestGap());
    }

    private static Instant time(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
