package io.leadhook.deadletter;

import io.leadhook.event.LeadEvent;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a quarantined event again, with the mapping that its source has now. */
public interface QuarantineReader {
    /**
     * The event, or nothing if the body still cannot be read or the source is gone.
     *
     * @param eventId the id that it was kept under; its own again if the body still gives none
     */
    Optional<Mended> read(String source, String eventId, byte[] rawBody);

    /**
     * What could be read.
     *
     * @param canonical the canonical JSON, or null if the raw body is canonical already
     * @param fetchUntil until when its lead is to be fetched before it goes on; null: it goes on as it is
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Mended(
            LeadEvent event,
            byte @Nullable [] canonical,
            @Nullable Instant fetchUntil) {}
}
