package io.leadhook.inbox;

import static java.util.Objects.requireNonNull;

import io.leadhook.event.LeadEvent;
import io.leadhook.inbox.Arrival.Readable;
import io.leadhook.inbox.Arrival.Unreadable;
import io.leadhook.inbox.Arrival.Unwanted;
import io.leadhook.store.AppendStore;
import io.leadhook.store.Change;
import io.leadhook.store.Columns;
import io.leadhook.store.Database;
import io.leadhook.store.FaultPoint;
import io.leadhook.store.Numbered;
import io.leadhook.store.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes arrivals to the tables. To be called by one thread, so that ids ascend in the order of arrival. */
@Repository
class JdbcAppend {
    private static final String INSERT_EVENTS = """
            insert into event (id, source, event_id, event_type, lead_id, related_lead_id, event_time, sequence_no,
                               api_version, received_at, state, raw_body, canonical)
            select * from unnest(
                cast(? as bigint array), cast(? as varchar array), cast(? as varchar array), cast(? as varchar array),
                cast(? as varchar array), cast(? as varchar array), cast(? as timestamp(6) with time zone array),
                cast(? as bigint array), cast(? as varchar array), cast(? as timestamp(6) with time zone array),
                cast(? as varchar array), cast(? as bytea array), cast(? as bytea array)
            ) as arrival (id, source, event_id, event_type, lead_id, related_lead_id, event_time, sequence_no,
                          api_version, received_at, state, raw_body, canonical)
            """;
    private static final String INSERT_INBOX = """
            insert into inbox (id, source, event_id, event_type, lead_id, related_lead_id, event_time, sequence_no,
                               received_at, release_at, fetch_until)
            select id, source, event_id, event_type, lead_id, related_lead_id, event_time, sequence_no,
                   received_at, fetch_until, fetch_until
            from unnest(
                cast(? as bigint array), cast(? as varchar array), cast(? as varchar array), cast(? as varchar array),
                cast(? as varchar array), cast(? as varchar array), cast(? as timestamp(6) with time zone array),
                cast(? as bigint array), cast(? as timestamp(6) with time zone array),
                cast(? as timestamp(6) with time zone array)
            ) as arrival (id, source, event_id, event_type, lead_id, related_lead_id, event_time, sequence_no,
                          received_at, fetch_until)
            """;
    private static final String INSERT_QUARANTINED = """
            insert into delivery (id, event_ref, destination, source, event_id, received_at, state,
                                  last_error, reason, finished_at)
            select id, event_ref, 'inbox', source, event_id, received_at, 'dead', reason, 'quarantined', received_at
            from unnest(
                cast(? as bigint array), cast(? as bigint array), cast(? as varchar array), cast(? as varchar array),
                cast(? as timestamp(6) with time zone array), cast(? as varchar array)
            ) as arrival (id, event_ref, source, event_id, received_at, reason)
            """;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Database database;
    private final KeptRepeats repeats;
    private final StoredBodies bodies;

    JdbcAppend(AppendStore store, KeptRepeats repeats, StoredBodies bodies) {
        this.repeats = repeats;
        this.bodies = bodies;
        this.jdbc = store.jdbc();
        this.transaction = store.transaction();
        this.database = store.database();
    }

    /** Stores them all or none, in their order, and returns when they would survive a power cut. */
    void append(List<Arrival> arrivals) {
        List<Numbered<Arrival>> stored = requireNonNull(transaction.execute(status -> insert(arrivals)));
        // Now, since the dispatch does not wait for the sync.
        bodies.keep(unchanging(stored));
        FaultPoint.AFTER_APPEND_COMMIT.hit();
        database.sync();
        FaultPoint.AFTER_APPEND_SYNC.hit();
    }

    private static List<StoredBody> unchanging(List<Numbered<Arrival>> stored) {
        return only(stored, Readable.class).stream()
                .filter(row -> row.value().fetchUntil() == null)
                .map(row -> new StoredBody(
                        row.id(),
                        row.value().source(),
                        row.value().eventId(),
                        row.value().canonicalBody()))
                .toList();
    }

    private List<Numbered<Arrival>> insert(List<Arrival> all) {
        List<Arrival> arrivals = repeats.remove(all);
        List<Change> changes = new ArrayList<>();
        List<Numbered<Arrival>> rows = List.of();
        if (!arrivals.isEmpty()) {
            rows = Numbered.of(database.nextDurableIds("event", arrivals.size()), arrivals);
            changes.add(events(rows));
            add(changes, only(rows, Readable.class), JdbcAppend::inbox);
            add(changes, only(rows, Unreadable.class), this::quarantined);
        }
        changes.add(Tally.add(List.of(
                Tally.of("accepted", all.size()),
                Tally.of("duplicates", all.size() - arrivals.size()),
                // There is nobody to dispatch them to, so that is done.
                Tally.of(
                        "dispatched",
                        arrivals.stream().filter(Unwanted.class::isInstance).count()))));
        database.write(jdbc, changes);
        FaultPoint.BEFORE_APPEND_COMMIT.hit();
        return rows;
    }

    private static <T> void add(
            List<Change> changes, List<Numbered<T>> rows, Function<List<Numbered<T>>, Change> change) {
        if (!rows.isEmpty()) {
            changes.add(change.apply(rows));
        }
    }

    private static <T extends Arrival> List<Numbered<T>> only(List<Numbered<Arrival>> rows, Class<T> type) {
        return rows.stream()
                .filter(row -> type.isInstance(row.value()))
                .map(row -> new Numbered<>(row.id(), type.cast(row.value())))
                .toList();
    }

    private static Change events(List<Numbered<Arrival>> rows) {
        return new Columns<>(rows)
                .number(Numbered::id)
                .text(row -> row.value().source())
                .text(row -> row.value().eventId())
                .text(row -> type(row.value()))
                .text(row -> of(row, LeadEvent::leadId))
                .text(row -> of(row, LeadEvent::relatedLeadId))
                .time(row -> of(row, LeadEvent::timestamp))
                .number(row -> of(row, LeadEvent::sequence))
                .text(row -> of(row, LeadEvent::apiVersion))
                .time(row -> row.value().receivedAt())
                .text(row -> state(row.value()))
                .bytes(row -> row.value().rawBody())
                .bytes(row -> row.value() instanceof Readable readable ? readable.canonical() : null)
                .into(INSERT_EVENTS);
    }

    private static <V> @Nullable V of(Numbered<Arrival> row, Function<LeadEvent, @Nullable V> value) {
        return row.value() instanceof Readable readable ? value.apply(readable.event()) : null;
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

    private static Change inbox(List<Numbered<Readable>> rows) {
        return new Columns<>(rows)
                .number(Numbered::id)
                .text(row -> row.value().source())
                .text(row -> row.value().eventId())
                .text(row -> row.value().event().type().value())
                .text(row -> row.value().event().leadId())
                .text(row -> row.value().event().relatedLeadId())
                .time(row -> row.value().event().timestamp())
                .number(row -> row.value().event().sequence())
                .time(row -> row.value().receivedAt())
                .time(row -> row.value().fetchUntil())
                .into(INSERT_INBOX);
    }

    private Change quarantined(List<Numbered<Unreadable>> events) {
        return new Columns<>(Numbered.of(database.nextIds("delivery", events.size()), events))
                .number(Numbered::id)
                .number(row -> row.value().id())
                .text(row -> row.value().value().source())
                .text(row -> row.value().value().eventId())
                .time(row -> row.value().value().receivedAt())
                .text(row -> row.value().value().reason())
                .into(INSERT_QUARANTINED);
    }
}
