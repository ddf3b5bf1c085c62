package io.leadhook.watch;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts deliveries. What is not done is cheap to count; what is done is the whole table. */
@Component
class JdbcDeliveryCounts {
    // Counted in the index alone; only the oldest of each is read. Ids ascend as events are received.
    private static final String OPEN = """
            select counted.destination, counted.state, counted.amount, oldest.received_at
            from (
                select destination, state, count(*) as amount, min(id) as first_id
                from delivery
                where state in ('pending', 'retrying', 'dead')
                group by destination, state
            ) counted
            join delivery oldest on oldest.id = counted.first_id
            """;

    private static final String FINISHED = """
            select destination, state, count(*)
            from delivery
            where state in ('delivered', 'superseded', 'discarded')
            group by destination, state
            """;

    /** One destination at a time: only then does the index end at the time. */
    private static final String DELIVERED_SINCE = """
            select count(*), coalesce(sum(duration_ms), 0)
            from delivery
            where state = 'delivered' and destination = :destination and finished_at >= :since
            """;

    private static final String FAILED_SINCE = """
            select d.destination, count(*), coalesce(sum(a.duration_ms), 0)
            from attempt a join delivery d on d.id = a.delivery_id
            where a.started_at >= :since
            group by d.destination
            """;

    private final JdbcClient jdbc;

    JdbcDeliveryCounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Map<String, Backlog> open() {
        Map<String, Backlog> open = new TreeMap<>();
        jdbc.sql(OPEN).query((ResultSet row) -> {
            open.merge(row.getString(1), backlog(row), JdbcDeliveryCounts::both);
        });
        return open;
    }

    /** By destination and state. */
    Map<String, Map<String, Long>> finished() {
        Map<String, Map<String, Long>> finished = new TreeMap<>();
        jdbc.sql(FINISHED).query((ResultSet row) -> {
            finished.computeIfAbsent(row.getString(1), name -> new HashMap<>()).put(row.getString(2), row.getLong(3));
        });
        return finished;
    }

    Map<String, LastHour> attemptsSince(Instant since, Collection<String> names) {
        Map<String, LastHour> attempts = new HashMap<>();
        for (String name : names) {
            jdbc.sql(DELIVERED_SINCE)
                    .param("destination", name)
                    .param("since", since.atOffset(ZoneOffset.UTC))
                    .query((ResultSet row) -> {
                        attempts.put(name, new LastHour(row.getLong(1), 0, row.getLong(2)));
                    });
        }
        jdbc.sql(FAILED_SINCE).param("since", since.atOffset(ZoneOffset.UTC)).query((ResultSet row) -> {
            attempts.merge(row.getString(1), new LastHour(0, row.getLong(2), row.getLong(3)), LastHour::plus);
        });
        return attempts;
    }

    long inbox() {
        return jdbc.sql("select count(*) from inbox").query(Long.class).single();
    }

    private static Backlog backlog(ResultSet row) throws SQLException {
        String state = row.getString(2);
        Instant received = row.getObject(4, OffsetDateTime.class).toInstant();
        return new Backlog(
                Map.of(state, row.getLong(3)), state.equals("dead") ? Optional.empty() : Optional.of(received));
    }

    private static Backlog both(Backlog one, Backlog other) {
        Map<String, Long> amounts = new HashMap<>(one.amounts());
        amounts.putAll(other.amounts());
        Optional<Instant> oldest = one.oldest().isEmpty() || other.oldest().isEmpty()
                ? one.oldest().or(other::oldest)
                : one.oldest()
                        .filter(first -> first.isBefore(other.oldest().get()))
                        .or(other::oldest);
        return new Backlog(amounts, oldest);
    }
}
