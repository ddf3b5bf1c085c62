package io.leadhook.receive;

import io.leadhook.event.LeadEventReader;
import io.leadhook.event.LeadEventReader.NotJson;
import io.leadhook.event.LeadEventReader.Reading;
import io.leadhook.inbox.Arrival;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/** The step {@code readEvent}: makes of a verified body the {@link Arrival} that the inbox stores. Thread-safe. */
final class ReadEventProcessor implements Processor {
    private final SentBodies sentBodies = new SentBodies();
    private final LeadEventReader reader;
    private final Clock clock;

    ReadEventProcessor(LeadEventReader reader, Clock clock) {
        this.reader = reader;
        this.clock = clock;
    }

    @Override
    public void process(Exchange exchange) {
        Verified verified = Verified.of(exchange);
        if (verified == null) {
            throw new IllegalStateException(
                    "the route reads an event that nobody verified; put the step verifySignature before readEvent");
        }
        List<byte[]> bodies = sentBodies.of(verified, exchange.getMessage());
        // A message's id is the id of its event only if there is one.
        String messageId = bodies.size() == 1 ? verified.messageId() : null;
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<Arrival> arrivals = bodies.stream()
                .map(body -> arrival(verified.source(), body, messageId, now))
                .toList();
        exchange.getMessage().setBody(arrivals.size() == 1 ? arrivals.get(0) : arrivals);
    }

    private Arrival arrival(Source source, byte[] body, @Nullable String messageId, Instant now) {
        Reading reading = reader.read(source.name(), source.profile(), body, messageId);
        if (reading instanceof LeadEventReader.Readable readable) {
            return new Arrival.Readable(
                    readable.event(), body, readable.canonical(), now, source.fetchUntil(readable, now));
        }
        if (reading instanceof LeadEventReader.Unwanted unwanted) {
            return new Arrival.Unwanted(source.name(), unwanted.eventId(), unwanted.type(), body, now);
        }
        if (reading instanceof LeadEventReader.Unreadable unreadable) {
            return new Arrival.Unreadable(source.name(), unreadable.eventId(), unreadable.reason(), body, now);
        }
        throw new Refusal(Problem.notJson(((NotJson) reading).reason()));
    }
}
