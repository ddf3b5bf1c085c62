package io.leadhook.console;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.leadhook.delivery.Destination;
import io.leadhook.event.EventType;
import io.leadhook.inbox.Arrival;
import io.leadhook.inbox.Receipt;
import java.time.Clock;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Sends events of leads that do not exist, to see the pipeline or one destination at work. Thread-safe. */
@Component
public class TestEvents {
    private static final Logger LOG = LoggerFactory.getLogger(TestEvents.class);

    private final ProducerTemplate producer;
    private final JdbcTestEvents rows;
    private final Clock clock;

    TestEvents(ProducerTemplate producer, JdbcTestEvents rows, Clock clock) {
        this.producer = producer;
        this.rows = rows;
        this.clock = clock;
    }

    /** Through the whole pipeline, from the inbox on; returns when it is stored. */
    public Sent send(EventType type) {
        Instant now = clock.instant();
        SyntheticEvent test = SyntheticEvent.of(type, now);
        Exchange stored = producer.send(
                "inbox:events",
                exchange -> exchange.getMessage().setBody(new Arrival.Readable(test.event(), test.body(), null, now)));
        if (stored.isFailed() || Receipt.of(stored) == null) {
            LOG.warn("A test event could not be stored", stored.getException());
            throw Refused.unavailable("the store cannot take events now; nothing was sent");
        }
        String eventId = test.event().eventId();
        return new Sent(rows.id(eventId), eventId);
    }

    /** To this destination alone, whether or not others want such an event. */
    public Sent sendTo(Destination destination) {
        if (destination.state() == Destination.State.OFF) {
            throw Refused.conflict("destination " + destination.name() + " is off: give it its URL first");
        }
        EventType type = SyntheticEvent.TYPES.stream()
                .filter(destination::wants)
                .findFirst()
                .orElseThrow(() -> Refused.conflict("destination " + destination.name() + " wants "
                        + destination.events() + ", and there are test events of " + SyntheticEvent.typeNames()));
        SyntheticEvent test = SyntheticEvent.of(type, clock.instant());
        long id = rows.dispatch(test, destination.name(), clock.instant());
        destination.rescan();
        return new Sent(id, test.event().eventId());
    }

    /** What was sent. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Sent(long id, String eventId) {}
}
