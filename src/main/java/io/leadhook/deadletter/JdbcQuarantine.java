package io.leadhook.deadletter;

import io.leadhook.event.LeadEvent;
import java.sql.Types;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Puts events that never got as far as a destination back into the inbox. Runs in its caller's transaction. */
@Component
class JdbcQuarantine {
    private static final String FIND = """
            select e.id, e.source, e.event_id, e.raw_body, e.event_type
            from delivery d join event e on e.id = d.event_ref
            where d.id = :delivery
            """;

    private static final String LEAVE = """
            delete from delivery where id = :delivery and destination = 'inbox' and state = 'dead'
            """;

    private static final String UPDATE = """
            update event
            set event_id = :eventId, event_type = :type, lead_id = :lead, related_lead_id = :related,
                event_time = :time, sequence_no = :sequence, api_version = :version, canonical = :canonical
            where id = :id
            """;

    private static final String ENTER = """
            insert into inbox (id, source, event_id, event_type, lead_id, related_lead_id, event_time,
                               sequence_no, received_at, release_at, fetch_until)
            select id, source, event_id, event_type, lead_id, related_lead_id, event_time,
                   sequence_no, received_at, cast(:fetchUntil as timestamp(6) with time zone),
                   cast(:fetchUntil as timestamp(6) with time zone)
            from event
            where id = :id
            """;

    private final JdbcClient jdbc;
    private final QuarantineReader reader;

    JdbcQuarantine(JdbcClient jdbc, QuarantineReader reader) {
        this.jdbc = jdbc;
        this.reader = reader;
    }

    Handling release(long delivery) {
        Optional<Kept> found = jdbc.sql(FIND)
                .param("delivery", delivery)
                .query((row, number) -> new Kept(
                        row.getLong(1), row.getString(2), row.getString(3), row.getBytes(4), row.getString(5) != null))
                .optional();
        if (found.isEmpty()) {
            return new Handling.Unknown();
        }
        Kept kept = found.get();
        Optional<QuarantineReader.Mended> mended =
                kept.readable() ? Optional.empty() : reader.read(kept.source(), kept.eventId(), kept.rawBody());
        if (!kept.readable() && mended.isEmpty()) {
            return new Handling.StillUnreadable(kept.source());
        }
        // Guarded: of two replays at once the second finds nothing to take out and changes nothing.
        if (jdbc.sql(LEAVE).param("delivery", delivery).update() == 0) {
            return new Handling.NotDead("in_inbox");
        }
        mended.ifPresent(now -> update(kept.event(), now));
        jdbc.sql("update event set state = 'in_inbox' where id = :id")
                .param("id", kept.event())
                .update();
        jdbc.sql(ENTER)
                .param(
                        "fetchUntil",
                        mended.map(QuarantineReader.Mended::fetchUntil)
                                .map(until -> until.atOffset(ZoneOffset.UTC))
                                .orElse(null),
                        Types.TIMESTAMP_WITH_TIMEZONE)
                .param("id", kept.event())
                .update();
        return new Handling.Done(delivery, "in_inbox");
    }

    private void update(long id, QuarantineReader.Mended mended) {
        LeadEvent event = mended.event();
        jdbc.sql(UPDATE)
                .param("eventId", event.eventId())
                .param("type", event.type().value())
                .param("lead", event.leadId())
                .param("related", event.relatedLeadId(), Types.VARCHAR)
                .param("time", event.timestamp().atOffset(ZoneOffset.UTC))
                .param("sequence", event.sequence(), Types.BIGINT)
                .param("version", event.apiVersion(), Types.VARCHAR)
                .param("canonical", mended.canonical(), Types.VARBINARY)
                .param("id", id)
                .update();
    }

    /** @param readable an event could be read from it once: it is here because its dispatch failed */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Kept(long event, String source, String eventId, byte[] rawBody, boolean readable) {}
}
