package io.leadhook.console;

import io.leadhook.console.EventDetail.FailedAttempt;
import io.leadhook.console.EventItem.DeliveryItem;
import io.leadhook.deadletter.Conditions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds events. */
@Component
class EventSearch {
    private static final String EVENTS = """
            select e.id, e.event_id, e.event_type, e.source, e.lead_id, e.related_lead_id, e.event_time, e.received_at,
                   e.late, e.state
            from event e
            """;

    private static final String DELIVERIES = """
            select event_ref, id, destination, state, attempts, next_attempt_at, last_status, last_error, duration_ms,
                   reason, finished_at
            from delivery
            where event_ref in (:events)
            order by event_ref, destination, id
            """;

    private static final String ATTEMPTS = """
            select a.delivery_id, d.destination, a.attempt_no, a.started_at, a.duration_ms, a.outcome, a.status, a.error
            from attempt a join delivery d on d.id = a.delivery_id
            where d.event_ref = :event
            order by a.started_at, a.delivery_id, a.attempt_no
            """;

    /** So long a search looks through events before it gives what it has. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final long FIRST_STRETCH = 2_000;
    private static final long LONGEST_STRETCH = 50_000;

    private final JdbcClient jdbc;

    EventSearch(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Newest first, one more than the page holds if there are more.
     *
     * <p>Where an index leads to what is wanted this is one query. Else events are looked through from the newest on, in
     * stretches that grow, for so long as a person waits; what was not reached by then is left to the next page.
     */
    Found find(EventFilter filter, PageRequest page) {
        if (filter.hasIndex()) {
            return new Found(withDeliveries(read(filter.conditions(page), page.oneMore())), null);
        }
        List<EventItem> found = new ArrayList<>();
        long end = System.nanoTime() + PATIENCE.toNanos();
        Long newest = filter.newest(jdbc, page);
        long until = newest == null ? 0 : newest + 1;
        long stretch = FIRST_STRETCH;
        long oldest = filter.oldest(jdbc);
        while (found.size() < page.oneMore() && until > oldest) {
            if (System.nanoTime() > end) {
                return new Found(withDeliveries(found), until);
            }
            long from = Math.max(oldest, until - stretch);
            Conditions conditions =
                    filter.conditions(page).and("e.id >= :from", "from", from).and("e.id < :end", "end", until);
            found.addAll(read(conditions, page.oneMore() - found.size()));
            until = from;
            stretch = Math.min(stretch * 4, LONGEST_STRETCH);
        }
        return new Found(withDeliveries(found), null);
    }

    private List<EventItem> read(Conditions conditions, int limit) {
        return jdbc.sql(EVENTS + " where " + conditions.sql() + " order by e.id desc limit :limit")
                .params(conditions.values())
                .param("limit", limit)
                .query(EventSearch::event)
                .list();
    }

    Optional<EventItem> find(long id) {
        return withDeliveries(jdbc.sql(EVENTS + " where e.id = :id")
                        .param("id", id)
                        .query(EventSearch::event)
                        .list())
                .stream()
                .findFirst();
    }

    List<FailedAttempt> failedAttempts(long event) {
        return jdbc.sql(ATTEMPTS)
                .param("event", event)
                .query(EventSearch::attempt)
                .list();
    }

    Optional<Content> content(long event) {
        return jdbc.sql("select raw_body, canonical from event where id = :id")
                .param("id", event)
                .query((row, number) -> new Content(row.getBytes(1), row.getBytes(2)))
                .optional();
    }

    private List<EventItem> withDeliveries(List<EventItem> events) {
        Map<Long, List<DeliveryItem>> byEvent = new HashMap<>();
        if (!events.isEmpty()) {
            jdbc.sql(DELIVERIES)
                    .param("events", events.stream().map(EventItem::id).toList())
                    .query((ResultSet row) -> {
                        byEvent.computeIfAbsent(row.getLong("event_ref"), id -> new ArrayList<>())
                                .add(delivery(row));
                    });
        }
        return events.stream()
                .map(event -> event.with(byEvent.getOrDefault(event.id(), List.of())))
                .toList();
    }

    private static EventItem event(ResultSet row, int number) throws SQLException {
        return new EventItem(
                row.getLong("id"),
                row.getString("event_id"),
                row.getString("event_type"),
                row.getString("source"),
                row.getString("lead_id"),
                row.getString("related_lead_id"),
                instant(row, "event_time"),
                Objects.requireNonNull(instant(row, "received_at")),
                row.getBoolean("late"),
                row.getString("state"),
                List.of());
    }

    private static DeliveryItem delivery(ResultSet row) throws SQLException {
        return new DeliveryItem(
                row.getLong("id"),
                row.getString("destination"),
                row.getString("state"),
                row.getInt("attempts"),
                instant(row, "next_attempt_at"),
                row.getObject("last_status", Integer.class),
                row.getString("last_error"),
                row.getObject("duration_ms", Integer.class),
                row.getString("reason"),
                instant(row, "finished_at"));
    }

    private static FailedAttempt attempt(ResultSet row, int number) throws SQLException {
        return new FailedAttempt(
                row.getLong("delivery_id"),
                row.getString("destination"),
                row.getInt("attempt_no"),
                Objects.requireNonNull(instant(row, "started_at")),
                row.getInt("duration_ms"),
                row.getString("outcome"),
                row.getObject("status", Integer.class),
                row.getString("error"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /**
     * What a search has found.
     *
     * @param lookedDownTo the id down to which it has looked, if it gave up before it was through; else null
     */
    record Found(List<EventItem> events, @Nullable Long lookedDownTo) {}

    /** What the sender sent, and the canonical form if that differs. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Content(byte[] raw, byte @Nullable [] canonical) {}
}
