package io.leadhook.watch;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
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

    private static final String LAST_HOUR = """
            select destination, 1, count(*), coalesce(sum(duration_ms), 0)
            from delivery
            where state = 'delivered' and finished_at >= :since
            group by destination
            union all
            select d.destination, 0, count(*), coalesce(sum(a.duration_ms), 0)
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

    Map<String, LastHour> attemptsSince(Instant since) {
        Map<String, LastHour> attempts = new HashMap<>();
        jdbc.sql(LAST_HOUR).param("since", since.atOffset(ZoneOffset.UTC)).query((ResultSet row) -> {
            boolean succeeded = row.getInt(2) == 1;
            long amount = row.getLong(3);
            attempts.merge(
                    row.getString(1),
                    new LastHour(succeeded ? amount : 0, succeeded ? 0 : amount, row.getLong(4)),
                    LastHour::plus);
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
