package io.leadhook.dispatch;

import io.leadhook.event.LeadEvent;
import io.leadhook.inbox.DispatchLease;
import io.leadhook.order.JdbcLeads;
import io.leadhook.order.NextBatch;
import io.leadhook.order.OrderedEvent;
import io.leadhook.store.Change;
import io.leadhook.store.Columns;
import io.leadhook.store.Database;
import io.leadhook.store.FaultPoint;
import io.leadhook.store.Numbered;
import io.leadhook.store.Tally;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Reads and writes what a dispatch needs, batch by batch, in the caller's transaction. */
@Repository
class JdbcDispatch {
    private static final String INSERT_DELIVERIES = """
            insert into delivery (id, event_ref, destination, source, event_id, event_type, lead_id,
                                  related_lead_id, received_at, late, state, ready, reason, finished_at)
            select id, event_ref, destination, source, event_id, event_type, lead_id, related_lead_id, received_at, late,
                   case when superseded then 'superseded' else 'pending' end, case when superseded then null else 1 end,
                   case when superseded then 'late' end, case when superseded then received_at end
            from unnest(
                cast(? as bigint array), cast(? as bigint array), cast(? as varchar array), cast(? as varchar array),
                cast(? as varchar array), cast(? as varchar array), cast(? as varchar array), cast(? as varchar array),
                cast(? as timestamp(6) with time zone array), cast(? as boolean array), cast(? as boolean array)
            ) as planned (id, event_ref, destination, source, event_id, event_type, lead_id, related_lead_id, received_at,
                          late, superseded)
            """;
    /** H2's arrays hold no more than 65,536. */
    private static final int DELIVERIES_PER_STATEMENT = 10_000;

    /** What is noted at an event when it leaves the inbox. */
    private record Mark(String state, boolean late) {}

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
    Fanout begin(NextBatch batch) {
        lease.require();
        return new Fanout(batch, seenEvents.known(batch.events()));
    }

    /** @throws IllegalStateException if an event has left the inbox meanwhile: somebody else has dispatched it */
    void flush(Fanout fanout) {
        List<Change> changes = new ArrayList<>();
        changes.add(Change.of("delete from inbox where id = any(?)", (Object) ids(fanout.batch())));
        if (!fanout.fresh().isEmpty()) {
            changes.add(seenEvents.keep(fanout.fresh()));
            changes.addAll(inserts(fanout.deliveries()));
            changes.add(leads.move(fanout.moved()));
            changes.addAll(marks(fanout));
        }
        if (!fanout.duplicates().isEmpty()) {
            changes.add(Change.of("delete from event where id = any(?)", (Object) ids(fanout.duplicates())));
        }
        changes.add(Tally.add(tallies(fanout)));
        // What is lost in a crash is still in the inbox and is dispatched again.
        int[] changed = database.writeRelaxed(jdbc, changes);
        if (changed[0] < fanout.batch().size()) {
            throw new IllegalStateException("An event of this batch is no longer in the inbox");
        }
        FaultPoint.BEFORE_DISPATCH_COMMIT.hit();
    }

    private List<Change> inserts(List<Fanout.Planned> planned) {
        List<Change> inserts = new ArrayList<>();
        for (int from = 0; from < planned.size(); from += DELIVERIES_PER_STATEMENT) {
            inserts.add(insert(planned.subList(from, Math.min(planned.size(), from + DELIVERIES_PER_STATEMENT))));
        }
        return inserts;
    }

    private Change insert(List<Fanout.Planned> planned) {
        return new Columns<>(Numbered.of(database.nextIds("delivery", planned.size()), planned))
                .number(Numbered::id)
                .number(row -> row.value().event().id())
                .text(row -> row.value().destination())
                .text(row -> event(row).source())
                .text(row -> event(row).eventId())
                .text(row -> event(row).type().value())
                .text(row -> event(row).leadId())
                .text(row -> event(row).relatedLeadId())
                .time(row -> row.value().event().receivedAt())
                .flag(row -> row.value().late())
                .flag(row -> row.value().superseded())
                .into(INSERT_DELIVERIES);
    }

    private static LeadEvent event(Numbered<Fanout.Planned> row) {
        return row.value().event().event();
    }

    private static List<Change> marks(Fanout fanout) {
        List<Change> marks = new ArrayList<>();
        fanout.fresh().stream()
                .collect(Collectors.groupingBy(
                        event -> new Mark(fanout.isWanted(event) ? "dispatched" : "unwanted", event.late())))
                .forEach((mark, events) -> marks.add(Change.of(
                        "update event set state = ?, late = ? where id = any(?)",
                        mark.state(),
                        mark.late(),
                        ids(events))));
        return marks;
    }

    private static Long[] ids(Collection<OrderedEvent> events) {
        return events.stream().map(event -> event.inboxEvent().id()).toArray(Long[]::new);
    }

    private static List<Tally> tallies(Fanout fanout) {
        List<Tally> tallies = new ArrayList<>();
        tallies.add(Tally.of("dispatched", fanout.fresh().size()));
        tallies.add(Tally.of("duplicates", fanout.duplicates().size()));
        fanout.deliveries().stream()
                .collect(Collectors.groupingBy(Fanout.Planned::destination, Collectors.counting()))
                .forEach((destination, wanted) -> tallies.add(new Tally("wanted", destination, wanted)));
        return tallies;
    }
}
