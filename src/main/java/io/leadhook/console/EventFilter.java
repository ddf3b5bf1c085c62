package io.leadhook.console;

import io.leadhook.deadletter.Conditions;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Which events are meant; null means any. Immutable. */
public record EventFilter(
        @Nullable String eventId,
        @Nullable String leadId,
        @Nullable String eventType,
        @Nullable String source,
        @Nullable String state,
        @Nullable Instant since,
        @Nullable Instant until) {
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
