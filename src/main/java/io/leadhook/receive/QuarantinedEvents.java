package io.leadhook.receive;

import io.leadhook.deadletter.QuarantineReader;
import io.leadhook.event.LeadEventReader;
import io.leadhook.inbox.Partitions;
import java.util.Optional;

/** Reads quarantined bodies again with the mapping that their source has by now. Thread-safe. */
final class QuarantinedEvents implements QuarantineReader {
    private final Sources sources;
    private final LeadEventReader reader;

    QuarantinedEvents(Sources sources, LeadEventReader reader) {
        this.sources = sources;
        this.reader = reader;
    }

    @Override
    public Optional<Reading> read(String source, String eventId, byte[] rawBody) {
        Source found = sources.at(Sources.PATH + source);
        if (found == null
                || !(reader.read(source, found.profile(), rawBody, eventId) instanceof LeadEventReader.Readable read)) {
            return Optional.empty();
        }
        int partition = Partitions.of(source, read.event().leadId());
        return Optional.of(new Reading(read.event(), read.canonical(), partition));
    }
}
