package io.leadhook.enrich;

import io.leadhook.store.Change;
import io.leadhook.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The events in the inbox whose lead is to be fetched. Each change asks whether that is still so, so an event that went
 * on in the meantime is never touched. Thread-safe, over several processes too.
 */
@Repository
class ThinEvents {
    // Such a row is held until its time is over, so the index over the held ones finds it.
    private static final String WAITING = """
            select id, source, event_id, lead_id, received_at
            from inbox
            where release_at between ? and ? and fetch_until is not null
            """;
    private static final String FIRST = " order by release_at, id fetch first ? rows only";
    private static final String PASS_ON =
            "update inbox set fetch_until = null, release_at = null where id = ? and fetch_until is not null";
    private static final Instant END = Instant.parse("9999-12-31T00:00:00Z");

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Database database;

    ThinEvents(JdbcTemplate jdbc, TransactionTemplate transaction, Database database) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.database = database;
    }

    /** Those of a source but for these leads, the one with the least time left first. */
    List<ThinEvent> of(String source, Collection<String> exceptLeadIds, int limit) {
        return jdbc.query(
                WAITING + " and source = ? and lead_id <> all(?)" + FIRST,
                ThinEvents::read,
                utc(Instant.EPOCH),
                utc(END),
                source,
                exceptLeadIds.toArray(String[]::new),
                limit);
    }

    /** The body as it would be delivered now. */
    byte[] canonical(ThinEvent event) {
        byte[] body = jdbc.queryForObject(
                "select coalesce(canonical, raw_body) from event where id = ?", byte[].class, event.id());
        if (body == null) {
            throw new IllegalStateException("event " + event.id() + " has no body");
        }
        return body;
    }

    /** Lets an event go on with its lead; false if it has gone on without. */
    boolean enrich(ThinEvent event, byte[] canonical) {
        Boolean done = transaction.execute(status -> {
            int[] passedOn = database.writeRelaxed(jdbc, List.of(Change.of(PASS_ON, event.id())));
            if (passedOn[0] == 0) {
                return false;
            }
            jdbc.update("update event set canonical = ? where id = ?", canonical, event.id());
            return true;
        });
        return Boolean.TRUE.equals(done);
    }

    /** Lets an event go on as it came; false if it has gone on. */
    boolean passOn(ThinEvent event) {
        return jdbc.update(PASS_ON, event.id()) > 0;
    }

    /** Lets those go on as they came whose time is over, and returns them. */
    List<ThinEvent> passOnOverdue(Instant now, int limit) {
        List<ThinEvent> overdue = jdbc.query(WAITING + FIRST, ThinEvents::read, utc(Instant.EPOCH), utc(now), limit);
        List<ThinEvent> passed = new ArrayList<>();
        for (ThinEvent event : overdue) {
            if (passOn(event)) {
                passed.add(event);
            }
        }
        return passed;
    }

    private static ThinEvent read(ResultSet row, int number) throws SQLException {
        return new ThinEvent(
                row.getLong("id"),
                row.getString("source"),
                row.getString("event_id"),
                row.getString("lead_id"),
                row.getObject("received_at", OffsetDateTime.class).toInstant());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
