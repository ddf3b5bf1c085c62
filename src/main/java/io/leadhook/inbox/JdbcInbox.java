package io.leadhook.inbox;

import io.leadhook.event.EventType;
import io.leadhook.event.LeadEvent;
import io.leadhook.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;

/** What waits in the inbox table. What moves there is moved by the replica that dispatches. Thread-safe. */
@Repository
public class JdbcInbox {
    private static final String COLUMNS = """
            select id, source, event_id, event_type, lead_id, related_lead_id,
                   event_time, sequence_no, received_at, release_at, fetch_until
            from inbox
            """;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Database database;
    private final DispatchLease lease;

    public JdbcInbox(JdbcTemplate jdbc, TransactionTemplate transaction, Database database, DispatchLease lease) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.database = database;
        this.lease = lease;
    }

    /** Those not held, by arrival. */
    List<InboxEvent> oldest(int limit) {
        return jdbc.query(
                COLUMNS + " where release_at is null order by release_at, id fetch first ? rows only",
                JdbcInbox::read,
                limit);
    }

    /** The held ones whose time has come. */
    List<InboxEvent> overdue(Instant now, int limit) {
        return jdbc.query(
                COLUMNS + " where release_at between ? and ? and fetch_until is null"
                        + " order by release_at, id fetch first ? rows only",
                JdbcInbox::read,
                // Without a lower end H2 would walk through the nulls, which are all the others.
                utc(Instant.EPOCH),
                utc(now),
                limit);
    }

    /**
     * Those not held that came after one and no later than another, by arrival: all merges, and of the rest what is of none of
     * the leads.
     */
    List<InboxEvent> between(long after, long upTo, Collection<String> exceptLeadIds, int limit) {
        return jdbc.query(
                COLUMNS + " where release_at is null and id > ? and id <= ?"
                        + " and (related_lead_id is not null or lead_id <> all(?))"
                        + " order by release_at, id fetch first ? rows only",
                JdbcInbox::read,
                after,
                upTo,
                exceptLeadIds.toArray(String[]::new),
                limit);
    }

    /**
     * Those not held of these leads that came no later than that one; in no order. By lead alone, and the rest is seen
     * to here: asked for the id as well, a database goes by that index, and reads a flood to find nothing.
     */
    List<InboxEvent> upTo(long id, Collection<String> leadIds) {
        List<InboxEvent> found = ofLeads(leadIds, "");
        found.removeIf(event -> event.releaseAt() != null || event.id() > id);
        return found;
    }

    /** The row that came last of all that are there; 0 if there is none. */
    long newest() {
        Long id = jdbc.queryForObject("select max(id) from inbox", Long.class);
        return id == null ? 0 : id;
    }

    /** The held events of these leads, by their sender's clock; at most {@code limit}. */
    public List<InboxEvent> held(Collection<String> leadIds, int limit) {
        return ofLeads(
                leadIds,
                " and release_at is not null order by event_time, sequence_no, id fetch first ? rows only",
                limit);
    }

    /**
     * Those not held of a lead that came by then, at most so many; in no order. The condition is one that no index answers:
     * by lead alone, as above.
     */
    public List<InboxEvent> unread(String leadId, Instant until, int limit) {
        return ofLeads(
                List.of(leadId),
                " and case when release_at is null then received_at end <= ? fetch first ? rows only",
                utc(until),
                limit);
    }

    /** As it is now; empty if it has left the inbox. */
    Optional<InboxEvent> find(long id) {
        return jdbc.query(COLUMNS + " where id = ?", JdbcInbox::read, id).stream()
                .findFirst();
    }

    /** An event that concerns two of them is found twice. */
    private List<InboxEvent> ofLeads(Collection<String> leadIds, String rest, Object... parameters) {
        List<InboxEvent> found = new ArrayList<>();
        if (leadIds.isEmpty()) {
            return found;
        }
        String[] keys = leadIds.stream().distinct().toArray(String[]::new);
        for (String column : List.of("lead_id", "related_lead_id")) {
            found.addAll(jdbc.query(
                    COLUMNS + " where " + column + " = any(?)" + rest,
                    JdbcInbox::read,
                    Stream.concat(Stream.of((Object) keys), Stream.of(parameters))
                            .toArray()));
        }
        return found;
    }

    /** Keeps them back until their {@code releaseAt}, or until what they wait for has come. */
    public void hold(Collection<InboxEvent> early) {
        transaction.executeWithoutResult(status -> {
            lease.require();
            jdbc.batchUpdate(
                    "update inbox set release_at = ? where id = ?",
                    early,
                    Math.max(1, early.size()),
                    (statement, event) -> {
                        statement.setObject(1, event.releaseAt() == null ? null : utc(event.releaseAt()));
                        statement.setLong(2, event.id());
                    });
        });
    }

    /**
     * Takes an event that cannot be dispatched out of the inbox and keeps it as a dead letter, so that it stops nobody
     * else.
     */
    void quarantine(InboxEvent poison, String error, Instant now) {
        transaction.executeWithoutResult(status -> {
            lease.require();
            jdbc.update("delete from inbox where id = ?", poison.id());
            jdbc.update("update event set state = 'quarantined' where id = ?", poison.id());
            LeadEvent event = poison.event();
            jdbc.update(
                    """
                    insert into delivery (id, event_ref, destination, source, event_id, event_type,
                                          lead_id, related_lead_id, received_at, state, last_error, reason, finished_at)
                    values (?, ?, 'inbox', ?, ?, ?, ?, ?, ?, 'dead', ?, 'dispatch', ?)
                    """,
                    database.nextIds("delivery", 1).get(0),
                    poison.id(),
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
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                release == null ? null : release.toInstant(),
                row.getObject("fetch_until") != null);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
