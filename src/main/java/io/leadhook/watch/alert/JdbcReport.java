package io.leadhook.watch.alert;

import io.leadhook.deadletter.ErrorShape;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
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

    private static final String DESTINATIONS = """
            select destination, sum(delivered), sum(failed), sum(dead), sum(total_ms)
            from (
                select destination, count(*) as delivered, 0 as failed, 0 as dead,
                       coalesce(sum(duration_ms), 0) as total_ms
                from delivery
                where state = 'delivered' and finished_at >= :from and finished_at < :to
                group by destination
                union all
                select destination, 0, 0, count(*), 0
                from delivery
                where state = 'dead' and finished_at >= :from and finished_at < :to
                group by destination
                union all
                select d.destination, 0, count(*), 0, 0
                from attempt a join delivery d on d.id = a.delivery_id
                where a.started_at >= :from and a.started_at < :to
                group by d.destination
            ) counted
            group by destination
            order by destination
            """;

    private final JdbcClient jdbc;

    JdbcReport(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Map<String, Long> received(Instant from, Instant to) {
        Map<String, Long> received = new TreeMap<>();
        between("""
                select source, count(*) from event where received_at >= :from and received_at < :to group by source
                """, from, to).query((ResultSet row) -> {
            received.put(row.getString(1), row.getLong(2));
        });
        return received;
    }

    List<Report.Destination> destinations(Instant from, Instant to) {
        return between(DESTINATIONS, from, to)
                .query((row, number) -> new Report.Destination(
                        row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4), average(row)))
                .list();
    }

    private static @Nullable Long average(ResultSet row) throws SQLException {
        long delivered = row.getLong(2);
        return delivered == 0 ? null : row.getLong(5) / delivered;
    }

    /** Errors that differ only in ids and numbers are one cause. */
    List<Report.Cause> causes(Instant from, Instant to) {
        record Cause(String destination, String reason, String error) {}
        Map<Cause, Long> amounts = new HashMap<>();
        between("""
                select destination, reason, last_error, count(*)
                from delivery
                where state = 'dead' and %s
                group by destination, reason, last_error
                """.formatted(OF_THE_DAY), from, to)
                .query((ResultSet row) -> {
                    Cause cause = new Cause(
                            row.getString(1),
                            Objects.requireNonNullElse(row.getString(2), "unknown"),
                            ErrorShape.of(row.getString(3)));
                    amounts.merge(cause, row.getLong(4), Long::sum);
                });
        return amounts.entrySet().stream()
                .map(each -> new Report.Cause(
                        each.getKey().destination(), each.getKey().reason(), each.getKey().error(), each.getValue()))
                .sorted(Comparator.comparing(Report.Cause::amount)
                        .reversed()
                        .thenComparing(Report.Cause::destination)
                        .thenComparing(Report.Cause::error))
                .limit(TOP)
                .toList();
    }

    /** Each lead with its slowest delivery. */
    List<Report.Slow> slowest(Instant from, Instant to) {
        Map<String, Report.Slow> leads = new LinkedHashMap<>();
        between("""
                select lead_id, destination, received_at, finished_at
                from delivery
                where state = 'delivered' and lead_id is not null and %s
                order by finished_at - received_at desc
                fetch first %d rows only
                """.formatted(OF_THE_DAY, TOP * DELIVERIES_PER_LEAD), from, to)
                .query((ResultSet row) -> {
                    long seconds = Duration.between(time(row, 3), time(row, 4)).toSeconds();
                    leads.putIfAbsent(
                            row.getString(1), new Report.Slow(row.getString(1), row.getString(2), seconds));
                });
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
