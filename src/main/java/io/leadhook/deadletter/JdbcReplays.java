package io.leadhook.deadletter;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;

/** The table {@code replay}: a job outlives the process that began it. Thread-safe. */
@Repository
class JdbcReplays {
    private static final String COLUMNS = """
            select id, who, destination, reason, lead_id, died_since, died_before, letter_group, letters, forced,
                   rate_per_second, state, created_at, ended_at, matched, handled, replayed, superseded, done_up_to,
                   error
            from replay
            """;

    private static final String BEGIN = """
            insert into replay (who, destination, reason, lead_id, died_since, died_before, letter_group, letters,
                                forced, rate_per_second, state, created_at, matched)
            values (:who, :destination, :reason, :lead, :since, :before, :group, :letters, :forced, :rate, 'queued',
                    :now, :matched)
            """;

    private static final String ADVANCE = """
            update replay
            set handled = handled + :handled, replayed = replayed + :replayed, superseded = superseded + :superseded,
                done_up_to = :upTo
            where id = :id and state = 'running'
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    JdbcReplays(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    ReplayProgress begin(ReplayOrder order, long matched) {
        DeadLetterSelection selection = order.selection();
        DeadLetterFilter filter = selection.filter();
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        jdbc.sql(BEGIN)
                .param("who", order.who().substring(0, Math.min(order.who().length(), 100)))
                .param("destination", filter.destination(), Types.VARCHAR)
                .param("reason", filter.reason(), Types.VARCHAR)
                .param("lead", filter.leadId(), Types.VARCHAR)
                .param("since", utc(filter.since()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("before", utc(filter.until()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("group", selection.group(), Types.VARCHAR)
                .param("letters", selection.ids().stream().map(String::valueOf).collect(Collectors.joining(",")))
                .param("forced", order.force())
                .param("rate", order.ratePerSecond())
                .param("now", utc(now()))
                .param("matched", matched)
                .update(key, "id");
        return find(key.getKeyAs(Long.class)).orElseThrow().progress();
    }

    /** The oldest that has not ended; it is running from now on. */
    Optional<ReplayJob> next() {
        Optional<ReplayJob> next = jdbc.sql(COLUMNS + "where ended_at is null order by id fetch first 1 row only")
                .query(JdbcReplays::read)
                .optional();
        next.ifPresent(job -> jdbc.sql("update replay set state = 'running' where id = :id and state = 'queued'")
                .param("id", job.progress().id())
                .update());
        return next;
    }

    Optional<ReplayJob> find(@Nullable Long id) {
        return jdbc.sql(COLUMNS + "where id = :id")
                .param("id", id)
                .query(JdbcReplays::read)
                .optional();
    }

    /** Newest first. */
    List<ReplayProgress> page(@Nullable Long before, int limit) {
        return jdbc
                .sql(COLUMNS + "where id < :before order by id desc fetch first :limit rows only")
                .param("before", before == null ? Long.MAX_VALUE : before)
                .param("limit", limit)
                .query(JdbcReplays::read)
                .list()
                .stream()
                .map(ReplayJob::progress)
                .toList();
    }

    /** In the transaction that does the step; false if the job has ended meanwhile, and the step must not be done. */
    boolean advance(long id, Replayed step, long upTo) {
        return jdbc.sql(ADVANCE)
                        .param("handled", step.matched())
                        .param("replayed", step.replayed())
                        .param("superseded", step.superseded())
                        .param("upTo", upTo)
                        .param("id", id)
                        .update()
                == 1;
    }

    /** Returns whether it had not ended before. */
    boolean end(long id, String state, @Nullable String error) {
        return jdbc.sql("update replay set state = :state, ended_at = :now, error = :error"
                                + " where id = :id and ended_at is null")
                        .param("state", state)
                        .param("now", utc(now()))
                        .param("error", error, Types.VARCHAR)
                        .param("id", id)
                        .update()
                == 1;
    }

    /** As finely as the tables keep it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static ReplayJob read(ResultSet row, int number) throws SQLException {
        DeadLetterFilter filter = new DeadLetterFilter(
                row.getString("destination"),
                row.getString("reason"),
                row.getString("lead_id"),
                time(row, "died_since"),
                time(row, "died_before"));
        List<Long> ids = Stream.of(row.getString("letters").split(","))
                .filter(id -> !id.isEmpty())
                .map(Long::valueOf)
                .toList();
        ReplayOrder order = new ReplayOrder(
                new DeadLetterSelection(filter, row.getString("letter_group"), ids),
                row.getBoolean("forced"),
                row.getInt("rate_per_second"),
                row.getString("who"));
        ReplayProgress progress = new ReplayProgress(
                row.getLong("id"),
                row.getString("state"),
                order.who(),
                order.ratePerSecond(),
                order.force(),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                time(row, "ended_at"),
                row.getLong("matched"),
                row.getLong("handled"),
                row.getLong("replayed"),
                row.getLong("superseded"),
                row.getString("error"));
        return new ReplayJob(order, progress, row.getLong("done_up_to"));
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
