package io.leadhook.dispatch;

import io.leadhook.event.LeadEvent;
import io.leadhook.inbox.DispatchLease;
import io.leadhook.inbox.InboxEvent;
import io.leadhook.order.JdbcLeads;
import io.leadhook.order.LeadKey;
import io.leadhook.order.OrderedEvent;
import io.leadhook.store.Database;
import io.leadhook.store.FaultPoint;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Reads and writes what a dispatch needs, batch by batch, in the caller's transaction. */
@Repository
class JdbcDispatch {
    private static final String INSERT_DELIVERY = """
            insert into delivery (id, event_ref, destination, source, event_id, event_type, lead_id,
                                  related_lead_id, received_at, late, state, ready, reason, finished_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    /** What is noted at an event when it leaves the inbox. */
    private record Mark(String state, boolean late) {}

    private record Tally(String name, String scope, long amount) {}

    private final JdbcTemplate jdbc;
    private final Database database;
    private final SeenEvents seenEvents;
    private final JdbcLeads leads;
    private final DispatchLease lease;

    JdbcDispatch(JdbcTemplate jdbc, Database database, SeenEvents seenEvents, JdbcLeads leads, DispatchLease lease) {
        this.jdbc = jdbc;
        this.database = database;
        this.seenEvents = seenEvents;
        this.leads = leads;
        this.lease = lease;
    }

    /** @throws io.leadhook.replica.LeaseLostException if another replica dispatches now */
    Fanout begin(List<OrderedEvent> batch) {
        lease.require();
        // What is lost in a crash is still in the inbox and is dispatched again.
        database.relaxCommit();
        Set<LeadKey> keys = new HashSet<>();
        batch.forEach(event -> keys.addAll(LeadKey.of(event.inboxEvent().event())));
        return new Fanout(batch, seenEvents.known(batch), leads.positions(keys));
    }

    /** @throws IllegalStateException if an event has left the inbox meanwhile: somebody else has dispatched it */
    void flush(Fanout fanout) {
        takeOutOfInbox(fanout.batch());
        seenEvents.save(fanout.fresh());
        insertDeliveries(fanout.deliveries());
        leads.save(fanout.moved(), fanout.known());
        fanout.fresh().stream()
                .collect(Collectors.groupingBy(
                        event -> new Mark(fanout.isWanted(event) ? "dispatched" : "unwanted", event.late())))
                .forEach((mark, events) -> jdbc.update(
                        "update event set state = ?, late = ? where id = any(?)",
                        mark.state(),
                        mark.late(),
                        ids(events)));
        if (!fanout.duplicates().isEmpty()) {
            jdbc.update("delete from event where id = any(?)", new Object[] {ids(fanout.duplicates())});
        }
        count(tallies(fanout));
        FaultPoint.BEFORE_DISPATCH_COMMIT.hit();
    }

    private void takeOutOfInbox(List<OrderedEvent> events) {
        int taken = jdbc.update("delete from inbox where id = any(?)", new Object[] {ids(events)});
        if (taken < events.size()) {
            throw new IllegalStateException("An event of this batch is no longer in the inbox");
        }
    }

    private void insertDeliveries(List<Fanout.Planned> planned) {
        if (planned.isEmpty()) {
            return;
        }
        List<Long> ids = database.nextIds("delivery", planned.size());
        List<Map.Entry<Long, Fanout.Planned>> rows = new ArrayList<>();
        for (int i = 0; i < planned.size(); i++) {
            rows.add(Map.entry(ids.get(i), planned.get(i)));
        }
        jdbc.batchUpdate(INSERT_DELIVERY, rows, rows.size(), JdbcDispatch::bind);
    }

    private static Long[] ids(Collection<OrderedEvent> events) {
        return events.stream().map(event -> event.inboxEvent().id()).toArray(Long[]::new);
    }

    private static void bind(PreparedStatement statement, Map.Entry<Long, Fanout.Planned> row) throws SQLException {
        Fanout.Planned planned = row.getValue();
        InboxEvent stored = planned.event();
        LeadEvent event = stored.event();
        statement.setLong(1, row.getKey());
        statement.setLong(2, stored.id());
        statement.setString(3, planned.destination());
        statement.setString(4, event.source());
        statement.setString(5, event.eventId());
        statement.setString(6, event.type().value());
        statement.setString(7, event.leadId());
        statement.setString(8, event.relatedLeadId());
        statement.setObject(9, stored.receivedAt().atOffset(ZoneOffset.UTC));
        statement.setBoolean(10, planned.late());
        statement.setString(11, planned.superseded() ? "superseded" : "pending");
        statement.setObject(12, planned.superseded() ? null : 1, java.sql.Types.SMALLINT);
        statement.setString(13, planned.superseded() ? "late" : null);
        statement.setObject(
                14,
                planned.superseded() ? stored.receivedAt().atOffset(ZoneOffset.UTC) : null,
                java.sql.Types.TIMESTAMP_WITH_TIMEZONE);
    }

    private static List<Tally> tallies(Fanout fanout) {
        List<Tally> tallies = new ArrayList<>();
        tallies.add(new Tally("dispatched", "", fanout.fresh().size()));
        tallies.add(new Tally("duplicates", "", fanout.duplicates().size()));
        fanout.deliveries().stream()
                .collect(Collectors.groupingBy(Fanout.Planned::destination, Collectors.counting()))
                .forEach((destination, wanted) -> tallies.add(new Tally("wanted", destination, wanted)));
        tallies.removeIf(tally -> tally.amount() == 0);
        return tallies;
    }

    private void count(List<Tally> tallies) {
        int[] found = jdbc.batchUpdate(
                "update tally set amount = amount + ? where name = ? and scope = ?",
                tallies.stream()
                        .map(tally -> new Object[] {tally.amount(), tally.name(), tally.scope()})
                        .toList());
        for (int i = 0; i < found.length; i++) {
            if (found[i] == 0) {
                Tally first = tallies.get(i);
                jdbc.update(
                        "insert into tally (name, scope, amount) values (?, ?, ?)",
                        first.name(),
                        first.scope(),
                        first.amount());
            }
        }
    }
}
