package io.leadhook.dispatch;

import io.leadhook.order.OrderedEvent;

/** The idempotency key: an event id is the sender's, so it is unique only together with the source. */
record SeenKey(String source, String eventId) {
    static SeenKey of(OrderedEvent event) {
        return new SeenKey(
                event.inboxEvent().event().source(), event.inboxEvent().event().eventId());
    }

    /** Reads {@link #toString}; a source's name has no colon. */
    static SeenKey parse(String key) {
        int colon = key.indexOf(':');
        return new SeenKey(key.substring(0, colon), key.substring(colon + 1));
    }

    @Override
    public String toString() {
        return source + ":" + eventId;
    }
}
