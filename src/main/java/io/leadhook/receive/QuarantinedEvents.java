package io.leadhook.receive;

import io.leadhook.deadletter.QuarantineReader;
import io.leadhook.event.LeadEventReader;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Reads quarantined bodies again with the mapping that their source has by now. Thread-safe. */
final class QuarantinedEvents implements QuarantineReader {
    private final Sources sources;
    private final LeadEventReader reader;
    private final Clock clock;

    QuarantinedEvents(Sources sources, LeadEventReader reader, Clock clock) {
        this.clock = clock;
        this.sources = sources;
        this.reader = reader;
    }

    @Override
    public Optional<Mended> read(String source, String eventId, byte[] rawBody) {
        Source found = sources.at(Sources.PATH + source);
        if (found == null
                || !(reader.read(source, found.profile(), rawBody, eventId) instanceof LeadEventReader.Readable read)) {
            return Optional.empty();
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return Optional.of(new Mended(read.event(), read.canonical(), found.fetchUntil(read, now)));
    }
}
