package io.leadhook.deadletter;

import io.leadhook.delivery.NewerDelivered;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The rows of dead letters. Each change is guarded by the state, so doing it twice is doing it once. What may go again
 * gets {@code ready} 2, so that nothing newer of its lead passes it before its engine has been told.
 */
@Component
class JdbcDeadLetters {
    private static final String COLUMNS = """
            select id, event_id, event_type, destination, lead_id, reason, last_error, attempts, finished_at
            from delivery
            """;

    private static final String REPLAY = """
            update delivery
            set state = 'pending', ready = 2, attempts = 0, next_attempt_at = null, finished_at = null, reason = null,
                replayed_at = :now, skippable = :skippable
            where id in (:ids) and state = 'dead'
            """;

    private static final String FINISH = """
            update delivery
            set state = :state, ready = null, next_attempt_at = null, finished_at = :now
            where id in (:ids) and state = 'dead'
            """;

    /** One value of ready at a time, sorted as its index is: only then does H2 stop at the limit. */
    private static final String DISCARD_WAITING = """
            update delivery
            set state = 'discarded', ready = null, next_attempt_at = null, finished_at = :now
            where id in (
                select id from delivery
                where destination = :destination and ready = :ready and state in ('pending', 'retrying')
                  and state <> 'delivered'
                order by destination, ready, id fetch first :limit rows only)
            """;

    private static final String LEADS =
            "select destination, lead_id, related_lead_id from delivery where id in (:ids) and lead_id is not null";

    /**
     * By lead alone, and the rest is asked for last: a database that looks for what waits, or for a destination, reads all
     * that waits there.
     */
    private static final String UNPARK = """
            merge into delivery
            using (
                select id from delivery where open_lead in (:leads)
                union
                select id from delivery where open_related_lead in (:leads)
            ) behind
            on delivery.id = behind.id
            when matched and delivery.ready = 0 and delivery.state = 'pending'
                and delivery.destination in (:destinations) then
                update set ready = 2
            """;

    private final JdbcClient jdbc;
    private final NewerDelivered newer;

    JdbcDeadLetters(JdbcClient jdbc, NewerDelivered newer) {
        this.jdbc = jdbc;
        this.newer = newer;
    }

    /** Newest first. */
    List<DeadLetter> page(DeadLetterFilter filter, @Nullable Long before, int limit) {
        Conditions conditions = conditions(filter).and("id < :before", "before", before);
        return jdbc.sql(COLUMNS + " where " + conditions.sql() + " order by id desc limit :limit")
                .params(conditions.values())
                .param("limit", limit)
                .query(JdbcDeadLetters::letter)
                .list();
    }

    /** In the order of dispatch, which within a lead is the order of delivery. */
    List<DeadLetter> chunk(DeadLetterFilter filter, long after, int limit) {
        Conditions conditions = conditions(filter).and("id > :after", "after", after);
        return jdbc.sql(COLUMNS + " where " + conditions.sql() + " order by id limit :limit")
                .params(conditions.values())
                .param("limit", limit)
                .query(JdbcDeadLetters::letter)
                .list();
    }

    void each(Consumer<DeadLetter> use) {
        jdbc.sql(COLUMNS + " where state = 'dead'").query((ResultSet row) -> use.accept(letter(row, 0)));
    }

    long count(DeadLetterFilter filter) {
        Conditions conditions = conditions(filter);
        return jdbc.sql("select count(*) from delivery where " + conditions.sql())
                .params(conditions.values())
                .query(Long.class)
                .single();
    }

    Optional<String> state(long id) {
        return jdbc.sql("select state from delivery where id = :id")
                .param("id", id)
                .query(String.class)
                .optional();
    }

    Optional<DeadLetter> find(long id) {
        return jdbc.sql(COLUMNS + " where id = :id and state = 'dead'")
                .param("id", id)
                .query(JdbcDeadLetters::letter)
                .optional();
    }

    /** Those for whose lead and destination something was delivered later that makes them pointless. */
    Set<Long> superseded(Collection<Long> ids) {
        return newer.superseded(ids);
    }

    /** @param force they go even if something newer is delivered before they have their turn */
    int replay(Collection<Long> ids, boolean force, Instant now) {
        return ids.isEmpty()
                ? 0
                : jdbc.sql(REPLAY)
                        .param("ids", ids)
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .param("skippable", !force)
                        .update();
    }

    int finish(Collection<Long> ids, String state, Instant now) {
        return ids.isEmpty()
                ? 0
                : jdbc.sql(FINISH)
                        .param("ids", ids)
                        .param("state", state)
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .update();
    }

    /** What has not ended of a destination to which nobody delivers; returns how many, at most the limit. */
    int discardWaiting(String destination, int ready, int limit, Instant now) {
        return jdbc.sql(DISCARD_WAITING)
                .param("destination", destination)
                .param("ready", ready)
                .param("limit", limit)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Those that wait for their turn behind these may be looked at again; who still has to wait is parked again. */
    void unpark(Collection<Long> ids) {
        if (ids.isEmpty()) {
            return;
        }
        Set<String> destinations = new HashSet<>();
        Set<String> leads = new HashSet<>();
        jdbc.sql(LEADS).param("ids", ids).query((ResultSet row) -> {
            destinations.add(row.getString(1));
            leads.add(row.getString(2));
            if (row.getString(3) != null) {
                leads.add(row.getString(3));
            }
        });
        if (!leads.isEmpty()) {
            jdbc.sql(UNPARK)
                    .param("leads", leads)
                    .param("destinations", destinations)
                    .update();
        }
    }

    private static Conditions conditions(DeadLetterFilter filter) {
        return new Conditions("state = 'dead'")
                .and("destination = :destination", "destination", filter.destination())
                .and("reason = :reason", "reason", filter.reason())
                .and("(lead_id = :lead or related_lead_id = :lead)", "lead", filter.leadId())
                .and("finished_at >= :since", "since", filter.since())
                .and("finished_at < :until", "until", filter.until());
    }

    private static DeadLetter letter(ResultSet row, int number) throws SQLException {
        OffsetDateTime died = row.getObject("finished_at", OffsetDateTime.class);
        return new DeadLetter(
                row.getLong("id"),
                row.getString("event_id"),
                row.getString("event_type"),
                row.getString("destination"),
                row.getString("lead_id"),
                row.getString("reason"),
                row.getString("last_error"),
                row.getInt("attempts"),
                died == null ? null : died.toInstant());
    }
}
