package io.leadhook.dispatch;

import io.leadhook.delivery.Destinations;
import io.leadhook.order.OrderedEvent;
import java.util.List;
import org.apache.camel.Body;

/**
 * What the dispatch route asks of each event. Not a part of the route's own class: Camel looks through all that a bean
 * inherits, and a route builder inherits much. Thread-safe.
 */
final class EventRouting {
    private final Destinations destinations;

    EventRouting(Destinations destinations) {
        this.destinations = destinations;
    }

    /** The key of the idempotent consumer. */
    public String seenKey(@Body OrderedEvent event) {
        return SeenKey.of(event).toString();
    }

    /** The recipient list: one endpoint per destination that wants the event; names come from route files only. */
    public List<String> recipients(@Body OrderedEvent event) {
        return destinations.wanting(event.inboxEvent().event().type()).stream()
                .map(destination -> "delivery:" + destination.name())
                .toList();
    }
}
