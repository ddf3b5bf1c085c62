package io.leadhook.inbox;

import io.leadhook.event.EventType;
import io.leadhook.event.LeadEvent;
import io.leadhook.inbox.Arrival.Readable;
import io.leadhook.inbox.Arrival.Unreadable;
import io.leadhook.inbox.Arrival.Unwanted;
import io.leadhook.store.Database;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;

/** The inbox table and what hangs on it. Thread-safe; appends are meant to come from one thread ({@link InboxAppender}). */
@Repository
public class JdbcInbox {
    private static final String INSERT_EVENT = """
            insert into event (id, source, event_id, event_type, lead_id, related_lead_id, event_time, sequence_no,
                               api_version, received_at, partition_no, state, raw_body, canonical)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String INSERT_INBOX = """
            insert into inbox (id, partition_no, source, event_id, event_type, lead_id, related_lead_id,
                               event_time, sequence_no, received_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String INSERT_QUARANTINED = """
            insert into delivery (id, event_ref, destination, partition_no, source, event_id, received_at, state,
                                  last_error, reason, finished_at)
            values (?, ?, 'inbox', 0, ?, ?, ?, 'dead', ?, 'quarantined', ?)
            """;
    private static final String COLUMNS = """
            select id, partition_no, source, event_id, event_type, lead_id, related_lead_id,
                   event_time, sequence_no, received_at, release_at
            from inbox
            """;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Database database;

    public JdbcInbox(JdbcTemplate jdbc, TransactionTemplate transaction, Database database) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.database = database;
    }

    /** Stores them all or none, in their order, and returns when they would survive a power cut. */
    void append(List<Arrival> arrivals) {
        transaction.executeWithoutResult(status -> insert(arrivals));
        database.sync();
    }

    private void insert(List<Arrival> arrivals) {
        List<Long> ids = database.nextIds("event_id", arrivals.size());
        List<Numbered<Arrival>> all = new ArrayList<>();
        List<Numbered<Readable>> readable = new ArrayList<>();
        List<Numbered<Unreadable>> unreadable = new ArrayList<>();
        for (int i = 0; i < arrivals.size(); i++) {
            Arrival arrival = arrivals.get(i);
            all.add(new Numbered<>(ids.get(i), arrival));
            if (arrival instanceof Readable one) {
                readable.add(new Numbered<>(ids.get(i), one));
            } else if (arrival instanceof Unreadable one) {
                unreadable.add(new Numbered<>(ids.get(i), one));
            }
        }
        batch(INSERT_EVENT, all, JdbcInbox::bindEvent);
        batch(INSERT_INBOX, readable, JdbcInbox::bindInbox);
        if (!unreadable.isEmpty()) {
            List<Long> deliveryIds = database.nextIds("delivery_id", unreadable.size());
            List<Quarantined> rows = new ArrayList<>();
            for (int i = 0; i < unreadable.size(); i++) {
                rows.add(new Quarantined(
                        deliveryIds.get(i),
                        unreadable.get(i).id(),
                        unreadable.get(i).value()));
            }
            batch(INSERT_QUARANTINED, rows, JdbcInbox::bindQuarantined);
        }
        jdbc.update("update tally set amount = amount + ? where name = 'accepted'", arrivals.size());
        long unwanted = arrivals.stream().filter(Unwanted.class::isInstance).count();
        if (unwanted > 0) {
            // There is nobody to dispatch them to, so that is done.
            jdbc.update("update tally set amount = amount + ? where name = 'dispatched'", unwanted);
        }
    }

    /** The events that may be looked at now: those not held, and the held ones whose time has come; oldest first. */
    List<InboxEvent> due(Instant now, int limit) {
        List<InboxEvent> found = jdbc.query(
                COLUMNS + " where release_at is null order by id fetch first ? rows only", JdbcInbox::read, limit);
        found.addAll(jdbc.query(
                COLUMNS + " where release_at <= ? order by release_at, id fetch first ? rows only",
                JdbcInbox::read,
                utc(now),
                limit));
        return found;
    }

    /** The held events of these leads, by their sender's clock; at most {@code limit}. */
    public List<InboxEvent> held(Collection<String> leadIds, int limit) {
        List<InboxEvent> found = new ArrayList<>();
        List<String> keys = leadIds.stream().distinct().toList();
        for (int from = 0; from < keys.size(); from += 200) {
            List<String> part = keys.subList(from, Math.min(keys.size(), from + 200));
            String in = String.join(", ", java.util.Collections.nCopies(part.size(), "?"));
            Object[] values = part.toArray();
            for (String column : List.of("lead_id", "related_lead_id")) {
                found.addAll(jdbc.query(
                        COLUMNS + " where " + column + " in (" + in + ") and release_at is not null"
                                + " order by event_time, sequence_no, id fetch first " + limit + " rows only",
                        JdbcInbox::read,
                        values));
            }
        }
        return found;
    }

    /** Keeps them back until their {@code releaseAt}, or until what they wait for has come. */
    public void hold(Collection<InboxEvent> early) {
        transaction.executeWithoutResult(status ->
                batch("update inbox set release_at = ? where id = ?", List.copyOf(early), (statement, event) -> {
                    statement.setObject(1, event.releaseAt() == null ? null : utc(event.releaseAt()));
                    statement.setLong(2, event.id());
                }));
    }

    /**
     * Takes an event that cannot be dispatched out of the inbox and keeps it as a dead letter, so that it stops nobody
     * else.
     */
    void quarantine(InboxEvent poison, String error, Instant now) {
        transaction.executeWithoutResult(status -> {
            jdbc.update("delete from inbox where id = ?", poison.id());
            jdbc.update("update event set state = 'quarantined' where id = ?", poison.id());
            LeadEvent event = poison.event();
            jdbc.update(
                    """
                    insert into delivery (id, event_ref, destination, partition_no, source, event_id, event_type,
                                          lead_id, related_lead_id, received_at, state, last_error, reason, finished_at)
                    values (?, ?, 'inbox', ?, ?, ?, ?, ?, ?, ?, 'dead', ?, 'dispatch', ?)
                    """,
                    database.nextIds("delivery_id", 1).get(0),
                    poison.id(),
                    poison.partition(),
                    event.source(),
                    event.eventId(),
                    event.type().value(),
                    event.leadId(),
                    event.relatedLeadId(),
                    utc(poison.receivedAt()),
                    error,
                    utc(now));
        });
    }

    private <T> void batch(String sql, List<T> rows, Binder<T> binder) {
        if (!rows.isEmpty()) {
            jdbc.batchUpdate(sql, rows, rows.size(), binder::bind);
        }
    }

    private static void bindEvent(PreparedStatement statement, Numbered<Arrival> row) throws SQLException {
        Arrival arrival = row.value();
        LeadEvent event = arrival instanceof Readable readable ? readable.event() : null;
        statement.setLong(1, row.id());
        statement.setString(2, arrival.source());
        statement.setString(3, arrival.eventId());
        statement.setString(4, type(arrival));
        statement.setString(5, event == null ? null : event.leadId());
        statement.setString(6, event == null ? null : event.relatedLeadId());
        statement.setObject(7, event == null ? null : utc(event.timestamp()), Types.TIMESTAMP_WITH_TIMEZONE);
        statement.setObject(8, event == null ? null : event.sequence(), Types.BIGINT);
        statement.setString(9, event == null ? null : event.apiVersion());
        statement.setObject(10, utc(arrival.receivedAt()));
        statement.setInt(11, event == null ? 0 : Partitions.of(event.source(), event.leadId()));
        statement.setString(12, state(arrival));
        statement.setBytes(13, arrival.rawBody());
        statement.setBytes(14, arrival instanceof Readable readable ? readable.canonical() : null);
    }

    private static @Nullable String type(Arrival arrival) {
        if (arrival instanceof Readable readable) {
            return readable.event().type().value();
        }
        return arrival instanceof Unwanted unwanted ? unwanted.type().value() : null;
    }

    private static String state(Arrival arrival) {
        if (arrival instanceof Readable) {
            return "in_inbox";
        }
        return arrival instanceof Unwanted ? "unwanted" : "quarantined";
    }

    private static void bindInbox(PreparedStatement statement, Numbered<Readable> row) throws SQLException {
        LeadEvent event = row.value().event();
        statement.setLong(1, row.id());
        statement.setInt(2, Partitions.of(event.source(), event.leadId()));
        statement.setString(3, event.source());
        statement.setString(4, event.eventId());
        statement.setString(5, event.type().value());
        statement.setString(6, event.leadId());
        statement.setString(7, event.relatedLeadId());
        statement.setObject(8, utc(event.timestamp()));
        statement.setObject(9, event.sequence(), Types.BIGINT);
        statement.setObject(10, utc(row.value().receivedAt()));
    }

    private static void bindQuarantined(PreparedStatement statement, Quarantined row) throws SQLException {
        Unreadable arrival = row.arrival();
        statement.setLong(1, row.id());
        statement.setLong(2, row.eventRef());
        statement.setString(3, arrival.source());
        statement.setString(4, arrival.eventId());
        statement.setObject(5, utc(arrival.receivedAt()));
        statement.setString(6, arrival.reason());
        statement.setObject(7, utc(arrival.receivedAt()));
    }

    private static InboxEvent read(ResultSet row, int number) throws SQLException {
        OffsetDateTime release = row.getObject("release_at", OffsetDateTime.class);
        return new InboxEvent(
                row.getLong("id"),
                new LeadEvent(
                        row.getString("source"),
                        row.getString("event_id"),
                        new EventType(row.getString("event_type")),
                        row.getString("lead_id"),
                        row.getString("related_lead_id"),
                        row.getObject("event_time", OffsetDateTime.class).toInstant(),
                        row.getObject("sequence_no", Long.class),
                        null),
                row.getInt("partition_no"),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                release == null ? null : release.toInstant());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private record Numbered<T>(long id, T value) {}

    private record Quarantined(long id, long eventRef, Unreadable arrival) {}

    private interface Binder<T> {
        void bind(PreparedStatement statement, T row) throws SQLException;
    }
}
