package io.leadhook.inbox;

import io.leadhook.event.LeadEvent;
import io.leadhook.inbox.Arrival.Readable;
import io.leadhook.inbox.Arrival.Unreadable;
import io.leadhook.inbox.Arrival.Unwanted;
import io.leadhook.store.AppendStore;
import io.leadhook.store.Database;
import io.leadhook.store.FaultPoint;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes arrivals to the tables. To be called by one thread, so that ids ascend in the order of arrival. */
@Repository
class JdbcAppend {
    private static final String INSERT_EVENT = """
            insert into event (id, source, event_id, event_type, lead_id, related_lead_id, event_time, sequence_no,
                               api_version, received_at, state, raw_body, canonical)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String INSERT_INBOX = """
            insert into inbox (id, source, event_id, event_type, lead_id, related_lead_id,
                               event_time, sequence_no, received_at, release_at, fetch_until)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String INSERT_QUARANTINED = """
            insert into delivery (id, event_ref, destination, source, event_id, received_at, state,
                                  last_error, reason, finished_at)
            values (?, ?, 'inbox', ?, ?, ?, 'dead', ?, 'quarantined', ?)
            """;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Database database;
    private final KeptRepeats repeats;

    JdbcAppend(AppendStore store, KeptRepeats repeats) {
        this.repeats = repeats;
        this.jdbc = store.jdbc();
        this.transaction = store.transaction();
        this.database = store.database();
    }

    /** Stores them all or none, in their order, and returns when they would survive a power cut. */
    void append(List<Arrival> arrivals) {
        transaction.executeWithoutResult(status -> insert(arrivals));
        FaultPoint.AFTER_APPEND_COMMIT.hit();
        database.sync();
        FaultPoint.AFTER_APPEND_SYNC.hit();
    }

    private void insert(List<Arrival> all) {
        database.requireDurableCommit();
        List<Arrival> arrivals = repeats.remove(all);
        if (!arrivals.isEmpty()) {
            insertRows(arrivals);
        }
        add("accepted", all.size());
        add("duplicates", all.size() - arrivals.size());
        // There is nobody to dispatch them to, so that is done.
        add("dispatched", arrivals.stream().filter(Unwanted.class::isInstance).count());
        FaultPoint.BEFORE_APPEND_COMMIT.hit();
    }

    private void add(String tally, long amount) {
        if (amount > 0) {
            jdbc.update("update tally set amount = amount + ? where name = ?", amount, tally);
        }
    }

    private void insertRows(List<Arrival> arrivals) {
        List<Long> ids = database.nextIds("event", arrivals.size());
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
        batch(INSERT_EVENT, all, JdbcAppend::bindEvent);
        batch(INSERT_INBOX, readable, JdbcAppend::bindInbox);
        if (!unreadable.isEmpty()) {
            List<Long> deliveryIds = database.nextIds("delivery", unreadable.size());
            List<Quarantined> rows = new ArrayList<>();
            for (int i = 0; i < unreadable.size(); i++) {
                rows.add(new Quarantined(
                        deliveryIds.get(i),
                        unreadable.get(i).id(),
                        unreadable.get(i).value()));
            }
            batch(INSERT_QUARANTINED, rows, JdbcAppend::bindQuarantined);
        }
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
        statement.setString(11, state(arrival));
        statement.setBytes(12, arrival.rawBody());
        statement.setBytes(13, arrival instanceof Readable readable ? readable.canonical() : null);
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
        statement.setString(2, event.source());
        statement.setString(3, event.eventId());
        statement.setString(4, event.type().value());
        statement.setString(5, event.leadId());
        statement.setString(6, event.relatedLeadId());
        statement.setObject(7, utc(event.timestamp()));
        statement.setObject(8, event.sequence(), Types.BIGINT);
        statement.setObject(9, utc(row.value().receivedAt()));
        Instant fetchUntil = row.value().fetchUntil();
        statement.setObject(10, fetchUntil == null ? null : utc(fetchUntil), Types.TIMESTAMP_WITH_TIMEZONE);
        statement.setObject(11, fetchUntil == null ? null : utc(fetchUntil), Types.TIMESTAMP_WITH_TIMEZONE);
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

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private record Numbered<T>(long id, T value) {}

    private record Quarantined(long id, long eventRef, Unreadable arrival) {}

    private interface Binder<T> {
        void bind(PreparedStatement statement, T row) throws SQLException;
    }
}
