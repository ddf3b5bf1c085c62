package io.leadhook.testing;

import java.nio.charset.StandardCharsets;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes the rows that a test starts from, and the tallies that belong to them. Source {@code leads}. */
public final class Rows {
    public static final Instant RECEIVED = Instant.parse("2026-11-23T10:00:00Z");

    private static final Map<String, Integer> READY = Map.of("pending", 1, "retrying", 0);

    private final JdbcClient jdbc;

    public Rows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Empties all tables but the settings. */
    public void clear() {
        for (String table : new String[] {
            "attempt", "delivery", "inbox", "event", "seen_event", "tally", "audit_log", "alert", "replay"
        }) {
            jdbc.sql("delete from " + table).update();
        }
    }

    /** An event that was accepted and dispatched. */
    public void event(long id, String type, String lead) {
        event(id, type, lead, RECEIVED);
    }

    public void event(long id, String type, String lead, Instant received) {
        insert(id, type, lead, received, "dispatched", "{\"event_id\":\"evt_" + id + "\"}");
        tally("accepted", "", 1);
        tally("dispatched", "", 1);
    }

    /** An event that was accepted and waits in the inbox. */
    public void waiting(long id, String type, String lead) {
        insert(id, type, lead, RECEIVED, "in_inbox", "{\"event_id\":\"evt_" + id + "\"}");
        jdbc.sql("""
                        insert into inbox (id, source, event_id, event_type, lead_id, event_time, received_at)
                        select id, source, event_id, event_type, lead_id, event_time, received_at
                        from event where id = :id
                        """).param("id", id).update();
        tally("accepted", "", 1);
    }

    /** An event that could not be read, with its dead letter. */
    public void quarantined(long id, long delivery, String rawBody) {
        insert(id, null, null, RECEIVED, "quarantined", rawBody);
        deliveryRow(delivery, id, "inbox", "dead", "quarantined", RECEIVED);
        tally("accepted", "", 1);
    }

    /** A delivery of an event that is there; finished a second after it was received if its state is final. */
    public void delivery(long id, long event, String destination, String state) {
        deliveryRow(id, event, destination, state, state.equals("dead") ? "attempts" : null, RECEIVED.plusSeconds(1));
        tally("wanted", destination, 1);
    }

    public void set(long delivery, String assignments) {
        jdbc.sql("update delivery set " + assignments + " where id = :id")
                .param("id", delivery)
                .update();
    }

    public void attempt(long delivery, int number, Instant startedAt, int durationMs, String error) {
        jdbc.sql("""
                        insert into attempt (delivery_id, attempt_no, started_at, duration_ms, outcome, status, error)
                        values (:delivery, :number, :started, :duration, 'retryable', 503, :error)
                        """)
                .param("delivery", delivery)
                .param("number", number)
                .param("started", startedAt.atOffset(ZoneOffset.UTC))
                .param("duration", durationMs)
                .param("error", error)
                .update();
    }

    public void tally(String name, String scope, long amount) {
        int updated = jdbc.sql("update tally set amount = amount + :amount where name = :name and scope = :scope")
                .param("amount", amount)
                .param("name", name)
                .param("scope", scope)
                .update();
        if (updated == 0) {
            jdbc.sql("insert into tally (name, scope, amount) values (:name, :scope, :amount)")
                    .param("amount", amount)
                    .param("name", name)
                    .param("scope", scope)
                    .update();
        }
    }

    /** An alert that lasts, and of which nobody has been told. */
    public void alert(String symptom, String text, Instant began) {
        jdbc.sql("""
                        insert into alert (symptom, headline, began_at, seen_at)
                        values (:symptom, :text, :began, :began)
                        """)
                .param("symptom", symptom)
                .param("text", text)
                .param("began", began.atOffset(ZoneOffset.UTC))
                .update();
    }

    public String state(long delivery) {
        return jdbc.sql("select state from delivery where id = :id")
                .param("id", delivery)
                .query(String.class)
                .single();
    }

    public long count(String table) {
        return jdbc.sql("select count(*) from " + table).query(Long.class).single();
    }

    private void insert(
            long id, @Nullable String type, @Nullable String lead, Instant received, String state, String body) {
        jdbc.sql("""
                        insert into event (id, source, event_id, event_type, lead_id, event_time, received_at,
                                           state, raw_body)
                        values (:id, 'leads', :eventId, :type, :lead, :time, :received, :state, :body)
                        """)
                .param("id", id)
                .param("eventId", "evt_" + id)
                .param("type", type, Types.VARCHAR)
                .param("lead", lead, Types.VARCHAR)
                .param("time", received.atOffset(ZoneOffset.UTC))
                .param("received", received.atOffset(ZoneOffset.UTC))
                .param("state", state)
                .param("body", body.getBytes(StandardCharsets.UTF_8))
                .update();
    }

    private void deliveryRow(
            long id, long event, String destination, String state, @Nullable String reason, Instant finished) {
        boolean open = state.equals("pending") || state.equals("retrying");
        jdbc.sql("""
                        insert into delivery (id, event_ref, destination, source, event_id, event_type,
                                              lead_id, related_lead_id, received_at, state, ready, attempts, last_error,
                                              reason, finished_at)
                        select :id, id, :destination, source, event_id, event_type, lead_id,
                               related_lead_id, received_at, :state, :ready, :attempts, :error, :reason, :finished
                        from event where id = :event
                        """)
                .param("id", id)
                .param("event", event)
                .param("destination", destination)
                .param("state", state)
                .param("ready", READY.get(state), Types.SMALLINT)
                .param("attempts", state.equals("dead") ? 6 : 0)
                .param("error", state.equals("dead") ? "503 Service Unavailable" : null, Types.VARCHAR)
                .param("reason", reason, Types.VARCHAR)
                .param("finished", open ? null : finished.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
    }
}
