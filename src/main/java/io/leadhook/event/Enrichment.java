package io.leadhook.event;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Puts the lead into an event that came without it. Thread-safe. */
public final class Enrichment {
    private final StrictJson json = new StrictJson();

    /**
     * The event with the lead at {@code /payload/lead}; all else stays as it is.
     *
     * @param canonical the thin event, canonical
     * @param lead what its system answered
     * @param leadId put into the lead as {@code id} if it has none
     * @throws IllegalArgumentException if that is not one JSON object, or makes the event too large; the message repeats
     *     nothing of it
     */
    public byte[] apply(byte[] canonical, byte[] lead, String leadId) {
        ObjectNode event = read("the stored event", canonical);
        ObjectNode fetched = read("the answer", lead);
        if (!fetched.has("id")) {
            fetched.put("id", leadId);
        }
        ObjectNode payload = event.get("payload") instanceof ObjectNode sent ? sent : event.putObject("payload");
        payload.set("lead", fetched);
        byte[] enriched = json.write(event);
        if (enriched.length > CanonicalEvent.MAX_BYTES) {
            throw new IllegalArgumentException("with the answer the event is larger than 1 MiB");
        }
        return enriched;
    }

    /** @throws IllegalArgumentException if the bytes are not one JSON object */
    public void check(byte[] lead) {
        read("the answer", lead);
    }

    private ObjectNode read(String what, byte[] bytes) {
        try {
            return json.read(bytes);
        } catch (NotJsonException | UnreadableException e) {
            throw new IllegalArgumentException(
                    what + ": " + String.valueOf(e.getMessage()).replaceFirst("^the body ", ""));
        }
    }
}
