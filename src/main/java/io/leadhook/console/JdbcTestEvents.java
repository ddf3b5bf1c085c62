package io.leadhook.console;

import io.leadhook.event.LeadEvent;
import io.leadhook.store.Database;
import io.leadhook.store.Tally;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Writes an event that is dispatched to one destination already, with all that the reconciliation counts. */
@Component
class JdbcTestEvents {
    private static final String EVENT = """
            insert into event (id, source, event_id, event_type, lead_id, related_lead_id, event_time, received_at,
                               state, raw_body)
            values (:id, :source, :eventId, :type, :lead, :related, :time, :now, 'dispatched', :body)
            """;

    /** As one that an operator has set free: its id is not drawn in turn, so an engine may have looked past it. */
    private static final String DELIVERY = """
            insert into delivery (id, event_ref, destination, source, event_id, event_type, lead_id,
                                  related_lead_id, received_at, state, ready)
            values (:delivery, :id, :destination, :source, :eventId, :type, :lead, :related, :now, 'pending', 2)
            """;

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final Database database;

    JdbcTestEvents(JdbcClient jdbc, TransactionOperations transactions, Database database) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.database = database;
    }

    /** The row of a stored event. */
    long id(String eventId) {
        return jdbc.sql("select max(id) from event where event_id = :eventId")
                .param("eventId", eventId)
                .query(Long.class)
                .single();
    }

    /** Returns the id of the event's row. */
    long dispatch(SyntheticEvent test, String destination, Instant now) {
        try {
            return insert(test, destination, now);
        } catch (DuplicateKeyException firstTally) {
            // Somebody else has begun the same tally at this moment; now it is there.
            return insert(test, destination, now);
        }
    }

    private long insert(SyntheticEvent test, String destination, Instant now) {
        long id = database.nextIds("event", 1).get(0);
        long delivery = database.nextIds("delivery", 1).get(0);
        transactions.executeWithoutResult(status -> {
            bind(EVENT, id, test.event(), now)
                    .param("time", test.event().timestamp().atOffset(ZoneOffset.UTC))
                    .param("body", test.body())
                    .update();
            bind(DELIVERY, id, test.event(), now)
                    .param("delivery", delivery)
                    .param("destination", destination)
                    .update();
            Tally.add(List.of(Tally.of("accepted", 1), Tally.of("dispatched", 1), new Tally("wanted", destination, 1)))
                    .execute(jdbc);
        });
        return id;
    }

    private JdbcClient.StatementSpec bind(String sql, long id, LeadEvent event, Instant now) {
        return jdbc.sql(sql)
                .param("id", id)
                .param("source", event.source())
                .param("eventId", event.eventId())
                .param("type", event.type().value())
                .param("lead", event.leadId())
                .param("related", event.relatedLeadId(), Types.VARCHAR)
                .param("now", now.atOffset(ZoneOffset.UTC));
    }
}
