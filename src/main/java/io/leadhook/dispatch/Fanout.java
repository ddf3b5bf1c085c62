package io.leadhook.dispatch;

import io.leadhook.delivery.DeliveryPlan;
import io.leadhook.delivery.Destination;
import io.leadhook.event.EventType;
import io.leadhook.inbox.InboxEvent;
import io.leadhook.order.LeadKey;
import io.leadhook.order.LeadPosition;
import io.leadhook.order.NextBatch;
import io.leadhook.order.OrderedEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;

/**
 * What one dispatch transaction is going to write: collected by the steps of the dispatch route, flushed by
 * {@link JdbcDispatch} at its end. One per batch; used by one thread.
 */
final class Fanout implements DeliveryPlan {
    /** One delivery to be created; superseded ones are created too, so that every wanted delivery can be accounted for. */
    record Planned(InboxEvent event, String destination, boolean late, boolean superseded) {}

    private final List<OrderedEvent> batch;
    private final Map<LeadKey, LeadPosition> before;
    private final Set<SeenKey> seen;
    private final Map<LeadKey, LeadPosition> moved = new HashMap<>();
    private final Map<Long, OrderedEvent> fresh = new LinkedHashMap<>();
    private final Set<Long> wanted = new HashSet<>();
    private final List<Planned> deliveries = new ArrayList<>();

    /** @param seen the keys of the batch that were dispatched earlier */
    Fanout(NextBatch next, Set<SeenKey> seen) {
        this.batch = next.events();
        this.before = next.before();
        this.seen = new HashSet<>(seen);
    }

    /** The one that the current dispatch works on. */
    static Fanout of(Exchange exchange) {
        Fanout fanout = exchange.getProperty(PROPERTY, Fanout.class);
        if (fanout == null) {
            throw new IllegalStateException("No dispatch has begun on this exchange");
        }
        return fanout;
    }

    void putOn(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
    }

    /** Whether the key is new; from then on it is not. */
    boolean firstSight(SeenKey key) {
        return seen.add(key);
    }

    boolean contains(SeenKey key) {
        return seen.contains(key);
    }

    /** The event is no duplicate: it moves its leads on. */
    void accept(OrderedEvent event) {
        fresh.put(event.inboxEvent().id(), event);
        for (LeadKey lead : LeadKey.of(event.inboxEvent().event())) {
            LeadPosition position = moved.getOrDefault(lead, before.get(lead));
            moved.put(lead, LeadPosition.after(position, event.inboxEvent().event(), lead));
        }
    }

    /** A merge is never skipped for being late: nothing later says what it says. */
    @Override
    public void add(Exchange exchange, Destination destination) {
        OrderedEvent event = exchange.getMessage().getBody(OrderedEvent.class);
        boolean merge = event.inboxEvent().event().type().equals(EventType.MERGED);
        boolean superseded = event.late() && destination.skipsSuperseded() && !merge;
        deliveries.add(new Planned(event.inboxEvent(), destination.name(), event.late(), superseded));
        wanted.add(event.inboxEvent().id());
    }

    List<OrderedEvent> batch() {
        return batch;
    }

    List<OrderedEvent> fresh() {
        return List.copyOf(fresh.values());
    }

    List<OrderedEvent> duplicates() {
        return batch.stream()
                .filter(event -> !fresh.containsKey(event.inboxEvent().id()))
                .toList();
    }

    boolean isWanted(OrderedEvent event) {
        return wanted.contains(event.inboxEvent().id());
    }

    List<Planned> deliveries() {
        return deliveries;
    }

    Map<LeadKey, LeadPosition> moved() {
        return moved;
    }
}
