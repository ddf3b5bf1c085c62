package io.leadhook.inbox;

import io.leadhook.event.EventType;
import io.leadhook.event.LeadEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A verified request on its way into the inbox: the body of the message that is sent to {@code inbox:events}.
 *
 * <p>Either an event could be read from the body, or there is a reason why not; then it is kept as a quarantined dead
 * letter that can be replayed after the mapping is mended.
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; the bytes are handed on, never changed
public sealed interface Arrival {
    /** The configured source that sent it. */
    String source();

    /** The body as received, byte by byte: what the signature was made over. */
    byte[] rawBody();

    /** When the hub had read it, UTC. */
    Instant receivedAt();

    /** The id that the sender is told. */
    String eventId();

    /**
     * A readable event.
     *
     * @param canonical the canonical JSON of the event, or null if the raw body is canonical already
     * @param fetchUntil until when its lead is to be fetched before it goes on; null: it goes on as it is
     */
    record Readable(
            LeadEvent event,
            byte[] rawBody,
            byte @Nullable [] canonical,
            Instant receivedAt,
            @Nullable Instant fetchUntil)
            implements Arrival {
        /** One that goes on as it is. */
        public Readable(LeadEvent event, byte[] rawBody, byte @Nullable [] canonical, Instant receivedAt) {
            this(event, rawBody, canonical, receivedAt, null);
        }

        /** As destinations get it. */
        byte[] canonicalBody() {
            return canonical == null ? rawBody : canonical;
        }

        @Override
        public String source() {
            return event.source();
        }

        @Override
        public String eventId() {
            return event.eventId();
        }
    }

    /**
     * A readable event of a type that its source's owner does not want: kept until the retention, delivered to nobody.
     */
    record Unwanted(String source, String eventId, EventType type, byte[] rawBody, Instant receivedAt)
            implements Arrival {}

    /**
     * Signed JSON from which no event can be read.
     *
     * @param eventId an id made of source and body, so that a repeat is seen as one
     * @param reason what is missing, in words for the sender and the operator
     */
    record Unreadable(String source, String eventId, String reason, byte[] rawBody, Instant receivedAt)
            implements Arrival {}
}
