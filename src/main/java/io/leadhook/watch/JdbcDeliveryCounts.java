package io.leadhook.watch;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts deliveries, and not one by one those that are delivered: that is nearly the whole table. */
@Component
class JdbcDeliveryCounts {
    private static final List<String> STATES = List.of("pending", "retrying", "dead", "superseded", "discarded");

    // Counted in the index alone; only the oldest of each is read. Ids ascend as events are received.
    private static final String COUNTED = """
            select counted.destination, counted.state, counted.amount, coalesce(oldest.replayed_at, oldest.received_at)
            from (
                select destination, state, count(*) as amount, min(id) as first_id
                from delivery
                where state in (%s)
                group by destination, state
            ) counted
            join delivery oldest on oldest.id = counted.first_id
            """;

    private static final String OPEN = COUNTED.formatted("'pending', 'retrying', 'dead'");

    /** In one statement, which sees one state of the database: else an event on its way would be missed or counted twice. */
    private static final String EVERYTHING = COUNTED.formatted("'" + String.join("', '", STATES) + "'") + """
            union all
            select scope, name, amount, null
            from tally
            where name in ('wanted', 'pruned_delivered', 'pruned_superseded', 'pruned_discarded')
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

    /**
     * What is finished too. Delivered is what was wanted and is in no other state, as {@link Reconciliations} proves it by
     * counting.
     */
    Map<String, Backlog> all() {
        Map<String, Backlog> all = new TreeMap<>();
        Map<String, Long> delivered = new TreeMap<>();
        jdbc.sql(EVERYTHING).query((ResultSet row) -> {
            String destination = row.getString(1);
            String name = row.getString(2);
            long amount = row.getLong(3);
            delivered.merge(destination, name.equals("wanted") ? amount : -amount, Long::sum);
            if (STATES.contains(name)) {
                all.merge(destination, backlog(row), JdbcDeliveryCounts::both);
            }
        });
        delivered.forEach((destination, amount) -> all.merge(
                destination,
                new Backlog(Map.of("delivered", Math.max(0, amount)), Optional.empty()),
                JdbcDeliveryCounts::both));
        return all;
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
        boolean waits = state.equals("pending") || state.equals("retrying");
        return new Backlog(
                Map.of(state, row.getLong(3)),
                waits ? Optional.of(row.getObject(4, OffsetDateTime.class).toInstant()) : Optional.empty());
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
