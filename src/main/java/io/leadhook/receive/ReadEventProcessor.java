package io.leadhook.receive;

import io.leadhook.event.LeadEventReader;
import io.leadhook.event.LeadEventReader.NotJson;
import io.leadhook.event.LeadEventReader.Reading;
import io.leadhook.inbox.Arrival;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** The step {@code readEvent}: makes of a verified body the {@link Arrival} that the inbox stores. Thread-safe. */
final class ReadEventProcessor implements Processor {
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
        String source = verified.source().name();
        byte[] body = verified.body();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Reading reading = reader.read(source, verified.source().profile(), body);
        exchange.getMessage().setBody(arrival(reading, source, body, now));
    }

    private static Arrival arrival(Reading reading, String source, byte[] body, Instant now) {
        if (reading instanceof LeadEventReader.Readable readable) {
            return new Arrival.Readable(readable.event(), body, readable.canonical(), now);
        }
        if (reading instanceof LeadEventReader.Unreadable unreadable) {
            return new Arrival.Unreadable(source, unreadable.eventId(), unreadable.reason(), body, now);
        }
        throw new Refusal(Problem.invalid(sentence(((NotJson) reading).reason())));
    }

    private static String sentence(String reason) {
        return Character.toUpperCase(reason.charAt(0)) + reason.substring(1) + ".";
    }
}
