package io.leadhook.delivery;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.leadhook.replica.Lease;
import io.leadhook.store.Change;
import io.leadhook.store.Columns;
import io.leadhook.store.Database;
import io.leadhook.store.FaultPoint;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes what became of deliveries, many in one transaction. A row that is no longer waiting (somebody else ended it
 * meanwhile) is left as it is, and so is one that is another delivery's: a PostgreSQL that crashes loses dispatches that it
 * had not synced, and gives their ids again, while this process still has the old ones under way.
 */
@Repository
class JdbcResults {
    private static final String WAITING =
            " where id = ? and event_ref = ? and destination = ? and state in ('pending', 'retrying')";
    private static final int SHORT_ERROR = 1_000;

    /** Nearly all results are this one. On PostgreSQL it costs half of one statement for each; on H2 it is the same. */
    private static final String DELIVERED = """
            merge into delivery
            using (
                select * from unnest(
                    cast(? as bigint array), cast(? as bigint array), cast(? as varchar array), cast(? as bigint array),
                    cast(? as bigint array), cast(? as bigint array), cast(? as timestamp(6) with time zone array)
                ) as result (id, event_ref, destination, attempts, status, duration_ms, finished_at)
            ) done
            on delivery.id = done.id
            when matched and delivery.event_ref = done.event_ref and delivery.destination = done.destination
                and delivery.state in ('pending', 'retrying') then
                update set state = 'delivered', ready = null, next_attempt_at = null, attempts = done.attempts,
                           last_status = done.status, last_error = null, duration_ms = done.duration_ms,
                           finished_at = done.finished_at
            """;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Database database;

    JdbcResults(JdbcTemplate jdbc, TransactionTemplate transaction, Database database) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.database = database;
    }

    /**
     * All of them or none, but for those whose lease is lost: another replica has those deliveries now. Writing the same
     * again changes nothing, so a commit of unknown end can be repeated.
     */
    void write(List<LeasedResult> leased) {
        transaction.executeWithoutResult(status -> {
            Set<Lease> held =
                    Lease.confirmed(leased.stream().map(LeasedResult::lease).collect(toSet()));
            List<Result> results = leased.stream()
                    .filter(result -> held.contains(result.lease()))
                    .map(LeasedResult::result)
                    .toList();
            delivered(onePerDelivery(only(results, Result.Delivered.class)));
            retrying(only(results, Result.RetryAt.class));
            dead(only(results, Result.Dead.class));
            superseded(only(results, Result.Superseded.class));
            FaultPoint.BEFORE_RESULTS_COMMIT.hit();
        });
        FaultPoint.AFTER_RESULTS_COMMIT.hit();
    }

    /** Returns when what was written would survive a power cut. */
    void sync() {
        database.sync();
        FaultPoint.AFTER_RESULTS_SYNC.hit();
    }

    /** A merge fails on two of one, and with it all that is written with them, at each try again. */
    private static List<Result.Delivered> onePerDelivery(List<Result.Delivered> rows) {
        return List.copyOf(rows.stream()
                .collect(toMap(row -> row.delivery().id(), row -> row, (first, again) -> first, LinkedHashMap::new))
                .values());
    }

    private void delivered(List<Result.Delivered> rows) {
        if (rows.isEmpty()) {
            return;
        }
        Change delivered = new Columns<>(rows)
                .number(row -> row.delivery().id())
                .number(row -> row.delivery().eventRef())
                .text(row -> row.delivery().destination())
                .number(row -> row.delivery().attempts() + 1)
                .number(Result.Delivered::status)
                .number(Result.Delivered::durationMs)
                .time(Result.Delivered::at)
                .into(DELIVERED);
        database.write(jdbc, List.of(delivered));
    }

    private void retrying(List<Result.RetryAt> rows) {
        if (rows.isEmpty()) {
            return;
        }
        jdbc.batchUpdate("""
                update delivery
                set state = 'retrying', ready = 0, next_attempt_at = ?, attempts = ?, last_status = ?,
                    last_error = ?, duration_ms = ?
                """ + WAITING, rows, rows.size(), (statement, row) -> {
            statement.setObject(1, utc(row.nextAttemptAt()));
            statement.setInt(2, row.delivery().attempts() + 1);
            statement.setObject(3, row.failure().status(), java.sql.Types.INTEGER);
            statement.setString(4, shortened(row.failure().error()));
            statement.setLong(5, row.failure().durationMs());
            setDelivery(statement, 6, row);
        });
        attempts(rows, Result.RetryAt::failure);
    }

    private void dead(List<Result.Dead> rows) {
        if (rows.isEmpty()) {
            return;
        }
        jdbc.batchUpdate("""
                update delivery
                set state = 'dead', ready = ?, next_attempt_at = null, attempts = ?, last_status = ?,
                    last_error = ?, duration_ms = ?, reason = ?, finished_at = ?
                """ + WAITING, rows, rows.size(), (statement, row) -> {
            statement.setObject(1, row.holds() ? 0 : null, java.sql.Types.SMALLINT);
            statement.setInt(2, row.delivery().attempts() + 1);
            statement.setObject(3, row.failure().status(), java.sql.Types.INTEGER);
            statement.setString(4, shortened(row.failure().error()));
            statement.setLong(5, row.failure().durationMs());
            statement.setString(6, row.reason());
            statement.setObject(7, utc(row.at()));
            setDelivery(statement, 8, row);
        });
        attempts(rows, Result.Dead::failure);
    }

    private void superseded(List<Result.Superseded> rows) {
        if (rows.isEmpty()) {
            return;
        }
        jdbc.batchUpdate("""
                update delivery
                set state = 'superseded', ready = null, next_attempt_at = null, finished_at = ?
                """ + WAITING, rows, rows.size(), (statement, row) -> {
            statement.setObject(1, utc(row.at()));
            setDelivery(statement, 2, row);
        });
    }

    private <R extends Result> void attempts(List<R> rows, Function<R, Result.Failure> failure) {
        jdbc.batchUpdate("""
                insert into attempt (delivery_id, attempt_no, started_at, duration_ms, outcome, status, error)
                select d.id, cast(? as integer), cast(? as timestamp(6) with time zone), cast(? as integer),
                       cast(? as varchar(16)), cast(? as integer), cast(? as varchar(4000))
                from delivery d
                where d.id = ? and d.event_ref = ? and d.destination = ? and not exists (
                    select 1 from attempt a where a.delivery_id = d.id and a.attempt_no = ? and a.started_at = ?)
                """, rows, rows.size(), (statement, row) -> {
            Result.Failure failed = failure.apply(row);
            int number = row.delivery().attempts() + 1;
            statement.setInt(1, number);
            statement.setObject(2, utc(failed.startedAt()));
            statement.setLong(3, failed.durationMs());
            statement.setString(4, failed.outcome());
            statement.setObject(5, failed.status(), java.sql.Types.INTEGER);
            statement.setString(6, failed.error());
            setDelivery(statement, 7, row);
            statement.setInt(10, number);
            statement.setObject(11, utc(failed.startedAt()));
        });
    }

    private static void setDelivery(PreparedStatement statement, int first, Result row) throws SQLException {
        statement.setLong(first, row.delivery().id());
        statement.setLong(first + 1, row.delivery().eventRef());
        statement.setString(first + 2, row.delivery().destination());
    }

    private static <R extends Result> List<R> only(List<Result> results, Class<R> type) {
        return results.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static String shortened(String error) {
        return error.length() <= SHORT_ERROR ? error : error.substring(0, SHORT_ERROR);
    }

    /** As finely as the tables keep it, or an attempt that is there already would not be found, and clash. */
    private static OffsetDateTime utc(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }
}
