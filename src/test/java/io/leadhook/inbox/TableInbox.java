package io.leadhook.inbox;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An {@code inbox:} for tests of what sends to it: one insert per event, no group commit. Can refuse. */
public final class TableInbox extends DefaultComponent {
    private final JdbcClient jdbc;
    private volatile boolean refusing;

    public TableInbox(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public void refuse(boolean yes) {
        refusing = yes;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        return new DefaultEndpoint(uri, this) {
            @Override
            public Producer createProducer() {
                return new DefaultProducer(this) {
                    @Override
                    public void process(Exchange exchange) {
                        append(exchange);
                    }
                };
            }

            @Override
            public Consumer createConsumer(Processor processor) {
                throw new UnsupportedOperationException("nothing reads this inbox");
            }
        };
    }

    private void append(Exchange exchange) {
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
