package io.leadhook.console;

import io.leadhook.deadletter.Conditions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which events are meant; null means any. Immutable. */
public record EventFilter(
        @Nullable String eventId,
        @Nullable String leadId,
        @Nullable String eventType,
        @Nullable String source,
        @Nullable String state,
        @Nullable Instant since,
        @Nullable Instant until) {
    /** Ids grow with arrival, give or take so much. */
    private static final Duration ARRIVAL_ORDER = Duration.ofMinutes(5);

    public static EventFilter of(QueryParameters query) {
        return new EventFilter(
                query.text("event_id"),
                query.text("lead_id"),
                query.text("event_type"),
                query.text("source"),
                query.oneOf("state", EventState.NAMES),
                query.instant("since"),
                query.instant("until"));
    }

    /** Whether few events can match, and an index leads to them; or none is asked for, so that the newest all match. */
    boolean hasIndex() {
        return eventId != null
                || leadId != null
                || (eventType == null && source == null && state == null && since == null && until == null);
    }

    /** The id of the newest event that can match; null if there is none. */
    @Nullable
    Long newest(JdbcClient jdbc, PageRequest page) {
        Long before = page.before();
        Long newest = jdbc.sql("select max(id) from event")
                .query(Long.class)
                .optional()
                .orElse(null);
        Long later = until == null ? null : firstSince(jdbc, until.plus(ARRIVAL_ORDER));
        return Stream.of(newest, later, before == null ? null : before - 1)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** The id below which no event can match. */
    long oldest(JdbcClient jdbc) {
        Long first = since == null ? null : firstSince(jdbc, since.minus(ARRIVAL_ORDER));
        if (since != null) {
            return first == null ? Long.MAX_VALUE : first;
        }
        return jdbc.sql("select coalesce(min(id), 0) from event")
                .query(Long.class)
                .single();
    }

    private static @Nullable Long firstSince(JdbcClient jdbc, Instant time) {
        return jdbc.sql("select id from event where received_at >= :time order by received_at limit 1")
                .param("time", time.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .optional()
                .orElse(null);
    }

    Conditions conditions(PageRequest page) {
        Conditions conditions = new Conditions("1 = 1")
                .and("e.event_id = :event", "event", eventId)
                // Two look-ups by index; H2 uses none for an "or" over two columns.
                .and("""
                        e.id in (
                            select id from event where lead_id = :lead
                            union
                            select id from event where related_lead_id = :lead)""", "lead", leadId)
                .and("e.event_type = :type", "type", eventType)
                .and("e.source = :source", "source", source)
                .and("e.received_at >= :since", "since", since)
                .and("e.received_at < :until", "until", until)
                .and("e.id < :before", "before", page.before());
        if (state != null) {
            EventState.conditions(state).forEach(conditions::and);
        }
        return conditions;
    }
}
