package io.leadhook.watch.alert;

import io.leadhook.deadletter.DeadLetter;
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
import java.util.function.BiFunction;
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

        Attempts plus(Attempts other) {
            return new Attempts(
                    succeeded + other.succeeded, failed + other.failed, dead + other.dead, totalMs + other.totalMs);
        }
    }

    /** How a source usually sends. */
    record Rhythm(String source, long events, Instant last, Duration longestGap) {}

    /** All that an event was ever meant for, also those whose route file is gone; and the inbox, which has dead letters. */
    private static final String DESTINATIONS = """
            select scope from tally where name = 'wanted' union select cast(:inbox as varchar(64))
            """;

    /** One state and one destination at a time: only then does the index end at the times. */
    private static final String ENDED = """
            select count(*), coalesce(sum(duration_ms), 0)
            from delivery
            where state = :state and destination = :destination and finished_at >= :from and finished_at < :until
            """;

    private static final String FAILED = """
            select d.destination, count(*), coalesce(sum(a.duration_ms), 0)
            from attempt a join delivery d on d.id = a.delivery_id
            where a.started_at >= :from and a.started_at < :until
            group by d.destination
            """;

    /**
     * The rows of a state that is no end have no end, so they are in the order of their ids. A replayed one stands where
     * its id is; so until it has waited for long itself, it hides one behind it that has.
     */
    private static final String OLDEST = """
            select coalesce(replayed_at, received_at)
            from delivery
            where state = :state and destination = :destination
            order by state, destination, finished_at, id
            fetch first 1 rows only
            """;

    private static final String OLDEST_IN_INBOX =
            "select received_at from event where id = (select min(id) from inbox)";

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

    /** By destination; {@code until} is not in it. */
    Map<String, Attempts> attempts(Instant from, Instant until) {
        Map<String, Attempts> attempts = new TreeMap<>();
        for (String destination : destinations()) {
            Attempts delivered =
                    ended("delivered", destination, from, until, (amount, ms) -> new Attempts(amount, 0, 0, ms));
            Attempts dead = ended("dead", destination, from, until, (amount, ms) -> new Attempts(0, 0, amount, 0));
            attempts.put(destination, delivered.plus(dead));
        }
        jdbc.sql(FAILED).param("from", utc(from)).param("until", utc(until)).query((ResultSet row) -> {
            attempts.merge(row.getString(1), new Attempts(0, row.getLong(2), 0, row.getLong(3)), Attempts::plus);
        });
        return attempts;
    }

    private Attempts ended(
            String state, String destination, Instant from, Instant until, BiFunction<Long, Long, Attempts> reader) {
        return jdbc.sql(ENDED)
                .param("state", state)
                .param("destination", destination)
                .param("from", utc(from))
                .param("until", utc(until))
                .query((row, number) -> reader.apply(row.getLong(1), row.getLong(2)))
                .single();
    }

    /**
     * Since when the oldest event that is not done has waited, by destination; of {@code inbox}, not dispatched. One that
     * was replayed has waited since then.
     */
    Map<String, Instant> oldestUndone() {
        Map<String, Instant> oldest = new TreeMap<>();
        for (String destination : destinations()) {
            for (String state : List.of("pending", "retrying")) {
                jdbc.sql(OLDEST)
                        .param("state", state)
                        .param("destination", destination)
                        .query((row, number) -> time(row, 1))
                        .optional()
                        .ifPresent(since -> oldest.merge(destination, since, JdbcPulse::earlier));
            }
        }
        jdbc.sql(OLDEST_IN_INBOX)
                .query((row, number) -> time(row, 1))
                .optional()
                .ifPresent(since -> oldest.put(DeadLetter.INBOX, since));
        return oldest;
    }

    private List<String> destinations() {
        return jdbc.sql(DESTINATIONS)
                .param("inbox", DeadLetter.INBOX)
                .query(String.class)
                .list();
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
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
