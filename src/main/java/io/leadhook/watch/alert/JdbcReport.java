package io.leadhook.watch.alert;

import io.leadhook.deadletter.DeadLetter;
import io.leadhook.deadletter.ErrorShape;
import io.leadhook.watch.LongRead;
import io.leadhook.watch.Reconciliation;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What a day's report asks the tables. Reads what was done that day, so once a day is often enough. Thread-safe. */
@Repository
class JdbcReport {
    private static final int TOP = 5;
    /** So many of one lead may be among the slowest; if there are more, fewer leads are named. */
    private static final int DELIVERIES_PER_LEAD = 40;

    private static final String OF_THE_DAY = "finished_at >= :from and finished_at < :to";

    private static final String FINISHED = """
            select count(*), coalesce(sum(duration_ms), 0)
            from delivery
            where state = :state and destination = :destination and finished_at >= :from and finished_at < :to
            """;

    private static final String FAILED = """
            select d.destination, count(*)
            from attempt a join delivery d on d.id = a.delivery_id
            where a.started_at >= :from and a.started_at < :to
            group by d.destination
            """;

    private static final String SLOWEST = """
            select lead_id, destination, received_at, finished_at
            from delivery
            where state = 'delivered' and destination = :destination and lead_id is not null
              and finished_at >= :from and finished_at < :to
            order by finished_at - received_at desc
            fetch first %d rows only
            """;

    private final JdbcClient jdbc;
    private final LongRead longRead;

    JdbcReport(JdbcClient jdbc, LongRead longRead) {
        this.jdbc = jdbc;
        this.longRead = longRead;
    }

    /**
     * The report of a day.
     *
     * @param to is not in it
     * @param sums as they are now
     */
    Report of(LocalDate date, Instant from, Instant to, Reconciliation sums) {
        return longRead.of(() -> new Report(
                date,
                received(from, to),
                destinations(from, to),
                causes(from, to),
                slowest(from, to),
                sums.balanced(),
                "%d accepted = %d in the inbox + %d dispatched + %d duplicates + %d quarantined"
                        .formatted(
                                sums.accepted(),
                                sums.inInbox(),
                                sums.dispatched(),
                                sums.duplicates(),
                                sums.quarantined())));
    }

    private Map<String, Long> received(Instant from, Instant to) {
        Map<String, Long> received = new TreeMap<>();
        between("""
                select source, count(*) from event where received_at >= :from and received_at < :to group by source
                """, from, to).query((ResultSet row) -> {
            received.put(row.getString(1), row.getLong(2));
        });
        return received;
    }

    private List<Report.Destination> destinations(Instant from, Instant to) {
        Map<String, Long> failed = new TreeMap<>();
        between(FAILED, from, to).query((ResultSet row) -> {
            failed.put(row.getString(1), row.getLong(2));
        });
        List<Report.Destination> destinations = new ArrayList<>();
        for (String name : names(failed.keySet())) {
            Finished delivered = finished(name, "delivered", from, to);
            long dead = finished(name, "dead", from, to).amount();
            long failures = failed.getOrDefault(name, 0L);
            if (delivered.amount() + dead + failures > 0) {
                destinations.add(
                        new Report.Destination(name, delivered.amount(), failures, dead, delivered.averageMs()));
            }
        }
        return destinations;
    }

    /** All that ever wanted something: asked one by one, each answer is a range of one index. */
    private Set<String> names(Set<String> others) {
        Set<String> names = new TreeSet<>(others);
        names.add(DeadLetter.INBOX);
        names.addAll(jdbc.sql("select scope from tally where name = 'wanted'")
                .query(String.class)
                .list());
        return names;
    }

    private Finished finished(String destination, String state, Instant from, Instant to) {
        return between(FINISHED, from, to)
                .param("state", state)
                .param("destination", destination)
                .query((row, number) -> new Finished(row.getLong(1), row.getLong(2)))
                .single();
    }

    private record Finished(long amount, long totalMs) {
        @Nullable
        Long averageMs() {
            return amount == 0 ? null : totalMs / amount;
        }
    }

    /** Errors that differ only in ids and numbers are one cause. */
    private List<Report.Cause> causes(Instant from, Instant to) {
        record Cause(String destination, String reason, String error) {}
        Map<Cause, Long> amounts = new HashMap<>();
        between("""
                select destination, reason, last_error, count(*)
                from delivery
                where state = 'dead' and %s
                group by destination, reason, last_error
                """.formatted(OF_THE_DAY), from, to).query((ResultSet row) -> {
            Cause cause = new Cause(
                    row.getString(1),
                    Objects.requireNonNullElse(row.getString(2), "unknown"),
                    ErrorShape.of(row.getString(3)));
            amounts.merge(cause, row.getLong(4), Long::sum);
        });
        return amounts.entrySet().stream()
                .map(each -> new Report.Cause(
                        each.getKey().destination(),
                        each.getKey().reason(),
                        each.getKey().error(),
                        each.getValue()))
                .sorted(Comparator.comparing(Report.Cause::amount)
                        .reversed()
                        .thenComparing(Report.Cause::destination)
                        .thenComparing(Report.Cause::error))
                .limit(TOP)
                .toList();
    }

    /** Each lead with its slowest delivery. */
    private List<Report.Slow> slowest(Instant from, Instant to) {
        List<Report.Slow> deliveries = new ArrayList<>();
        for (String name : names(Set.of())) {
            deliveries.addAll(between(SLOWEST.formatted(TOP * DELIVERIES_PER_LEAD), from, to)
                    .param("destination", name)
                    .query((row, number) -> new Report.Slow(
                            row.getString(1),
                            row.getString(2),
                            Duration.between(time(row, 3), time(row, 4)).toSeconds()))
                    .list());
        }
        deliveries.sort(Comparator.comparing(Report.Slow::seconds).reversed());
        Map<String, Report.Slow> leads = new LinkedHashMap<>();
        deliveries.forEach(slow -> leads.putIfAbsent(slow.leadId(), slow));
        return leads.values().stream().limit(TOP).toList();
    }

    /** The date of the report that was sent last; null if there was none. */
    @Nullable
    String lastSent() {
        return jdbc.sql("select content from setting where name = 'daily-report'")
                .query(String.class)
                .optional()
                .orElse(null);
    }

    void sent(String date) {
        int rows = jdbc.sql("update setting set content = :date where name = 'daily-report'")
                .param("date", date)
                .update();
        if (rows == 0) {
            jdbc.sql("insert into setting (name, content) values ('daily-report', :date)")
                    .param("date", date)
                    .update();
        }
    }

    private JdbcClient.StatementSpec between(String sql, Instant from, Instant to) {
        return jdbc.sql(sql).param("from", from.atOffset(ZoneOffset.UTC)).param("to", to.atOffset(ZoneOffset.UTC));
    }

    private static Instant time(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
