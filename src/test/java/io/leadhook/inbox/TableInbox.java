package io.leadhook.inbox;

import java.time.ZoneOffset;
import java.util.List;
import org.apache.camel.Exchange;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An {@code inbox:} for tests of what sends to it: one insert per event, no group commit. Can refuse. */
public final class TableInbox extends StandInInbox {
    private final JdbcClient jdbc;
    private volatile boolean refusing;

    public TableInbox(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public void refuse(boolean yes) {
        refusing = yes;
    }

    @Override
    void store(Exchange exchange) {
        if (refusing) {
            throw new IllegalStateException("disk full");
        }
        Arrival.Readable arrival = exchange.getMessage().getBody(Arrival.Readable.class);
        jdbc.sql("""
                        insert into event (id, source, event_id, event_type, lead_id, event_time, received_at,
                                           state, raw_body)
                        values (coalesce((select max(id) from event), 0) + 1, :source, :eventId, :type, :lead, :time,
                                :now, 'in_inbox', :body)
                        """)
                .param("source", arrival.source())
                .param("eventId", arrival.eventId())
                .param("type", arrival.event().type().value())
                .param("lead", arrival.event().leadId())
                .param("time", arrival.event().timestamp().atOffset(ZoneOffset.UTC))
                .param("now", arrival.receivedAt().atOffset(ZoneOffset.UTC))
                .param("body", arrival.rawBody())
                .update();
        new Receipt(List.of(arrival)).putOn(exchange);
    }
}
