package io.leadhook.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * Reads the event out of a sender's body. It reads strictly, and says why when it cannot; no reason ever repeats what
 * was sent. Thread-safe.
 */
public final class LeadEventReader {
    private final StrictJson json = new StrictJson();

    /** What came of reading a body. */
    public sealed interface Reading {}

    /** Not one JSON object in valid UTF-8, or nested too deep: the sender is at fault and is told so. */
    public record NotJson(String reason) implements Reading {}

    /**
     * JSON, but no event can be read from it: to be kept until the mapping is mended.
     *
     * @param eventId lowercase hex SHA-256 of source and body, so that a repeat is seen as one
     */
    public record Unreadable(String eventId, String reason) implements Reading {}

    /** An event of a type that is not wanted; nothing else of it was looked at. */
    public record Unwanted(String eventId, EventType type) implements Reading {}

    /**
     * An event.
     *
     * @param canonical the canonical JSON of the event, or null if the body is canonical already
     * @param thin its type says that the whole lead is in it, but it is not
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody; the bytes are handed on, never changed
    public record Readable(LeadEvent event, byte @Nullable [] canonical, boolean thin) implements Reading {}

    /** Reads a body that came without an id of its own. */
    public Reading read(String source, SourceProfile profile, byte[] body) {
        return read(source, profile, body, null);
    }

    /**
     * Reads a body.
     *
     * @param source the name of the configured source that sent it
     * @param body the bytes as received
     * @param messageId what the event is called if the body does not say, or null for a hash of source and body
     */
    public Reading read(String source, SourceProfile profile, byte[] body, @Nullable String messageId) {
        String otherwise = messageId != null && EventFields.isEventId(messageId) ? messageId : fallbackId(source, body);
        try {
            return readEvent(source, profile, otherwise, json.read(body));
        } catch (NotJsonException e) {
            return new NotJson(String.valueOf(e.getMessage()));
        } catch (UnreadableException e) {
            return new Unreadable(otherwise, String.valueOf(e.getMessage()));
        }
    }

    private Reading readEvent(String source, SourceProfile profile, String otherwise, ObjectNode root)
            throws UnreadableException {
        EventFields fields = new EventFields(root, profile);
        EventType type = fields.type();
        String sentId = fields.eventId();
        String eventId = sentId != null ? sentId : otherwise;
        if (!profile.types().wants(type)) {
            return new Unwanted(eventId, type);
        }
        String leadId = fields.leadId(type);
        LeadEvent event = new LeadEvent(
                source,
                eventId,
                type,
                leadId,
                fields.relatedLeadId(type, leadId),
                EventTime.read(root.at(profile.timestamp()), profile.timestamp().toString()),
                fields.sequence(),
                fields.apiVersion());
        return readable(event, root, profile);
    }

    private Readable readable(LeadEvent event, ObjectNode root, SourceProfile profile) throws UnreadableException {
        if (CanonicalEvent.isSent(event, root, profile)) {
            return new Readable(event, null, CanonicalEvent.isThin(event, root));
        }
        ObjectNode canonical = CanonicalEvent.of(event, root, profile);
        byte[] bytes = json.write(canonical);
        if (bytes.length > CanonicalEvent.MAX_BYTES) {
            throw new UnreadableException("the canonical form of the event is larger than 1 MiB");
        }
        return new Readable(event, bytes, CanonicalEvent.isThin(event, canonical));
    }

    private static String fallbackId(String source, byte[] body) {
        MessageDigest digest = DigestUtils.getSha256Digest();
        digest.update((source + "\n").getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest(body));
    }
}
