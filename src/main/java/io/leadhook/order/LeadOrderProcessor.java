package io.leadhook.order;

import io.leadhook.inbox.InboxEvent;
import io.leadhook.inbox.JdbcInbox;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.springframework.stereotype.Component;

/**
 * Turns a batch of the inbox into an {@link OrderedBatch}, after it has fetched what else concerns its leads: where
 * they stand, and which of their events are held.
 */
@Component("leadOrder")
class LeadOrderProcessor implements Processor {
    /** So many held events of the batch's leads are looked at; the rest comes with the next batches. */
    private static final int HELD_LIMIT = 3_000;
    /** What waits behind a fetch or a backlog is looked at so often; when the fetch ends, at once. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final JdbcInbox inbox;
    private final JdbcLeads leads;
    private final Clock clock;
    private final OrderingProperties properties;

    LeadOrderProcessor(JdbcInbox inbox, JdbcLeads leads, Clock clock, OrderingProperties properties) {
        this.inbox = inbox;
        this.leads = leads;
        this.clock = clock;
        this.properties = properties;
    }

    @Override
    @SuppressWarnings("unchecked")
    public void process(Exchange exchange) {
        List<InboxEvent> batch = exchange.getMessage().getBody(List.class);
        exchange.getMessage().setBody(order(batch));
    }

    OrderedBatch order(List<InboxEvent> batch) {
        Instant now = clock.instant();
        Set<LeadKey> unread = new HashSet<>();
        List<InboxEvent> all = withHeld(batch, now, unread);
        Set<LeadKey> keys = new HashSet<>();
        all.forEach(waiting -> keys.addAll(LeadKey.of(waiting.event())));
        Map<LeadKey, LeadPosition> positions = leads.positions(keys);
        OrderedBatch result = new OrderedBatch(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        LeadGroups.of(all).forEach(group -> order(group, new LeadOrder(positions, now, unread), now, result));
        return result;
    }

    private void order(List<InboxEvent> group, LeadOrder order, Instant now, OrderedBatch result) {
        List<OrderedEvent> passed = order.pass(group);
        if (isInOrder(passed)) {
            result.next().addAll(passed);
        } else {
            passed.forEach(event ->
                    result.released().add(new ReleasedEvent(result.released().size(), event)));
        }
        Set<Long> gone = new HashSet<>();
        passed.forEach(event -> gone.add(event.inboxEvent().id()));
        group.stream()
                .filter(waiting -> !gone.contains(waiting.id()) && !waiting.fetching())
                .forEach(early -> hold(early, now, result));
    }

    private void hold(InboxEvent early, Instant now, OrderedBatch result) {
        if (early.releaseAt() == null) {
            result.early().add(early.heldUntil(early.receivedAt().plus(properties.window())));
        } else if (early.isOverdue(now)) {
            result.early().add(early.heldUntil(now.plus(LOOK_AGAIN)));
        }
    }

    private static boolean isInOrder(List<OrderedEvent> passed) {
        long last = 0;
        for (OrderedEvent event : passed) {
            if (event.inboxEvent().releaseAt() != null || event.inboxEvent().id() < last) {
                return false;
            }
            last = event.inboxEvent().id();
        }
        return true;
    }

    /**
     * With what is held of its leads; and where the time of such a one is over, with what has come of its leads and was not
     * read yet: behind a backlog that may be what it waits for. A merge leads to a second lead, whose events matter too; so
     * it goes on until nothing is new.
     *
     * @param unread is told the leads of which there is more
     */
    private List<InboxEvent> withHeld(List<InboxEvent> batch, Instant now, Set<LeadKey> unread) {
        Map<Long, InboxEvent> all = new LinkedHashMap<>();
        batch.forEach(event -> all.put(event.id(), event));
        Set<String> asked = new HashSet<>();
        Collection<InboxEvent> fresh = batch;
        while (!fresh.isEmpty() && all.size() < batch.size() + HELD_LIMIT) {
            Set<String> ask = leadIds(fresh);
            ask.removeAll(asked);
            asked.addAll(ask);
            List<InboxEvent> held = inbox.held(ask, HELD_LIMIT);
            List<InboxEvent> overdue =
                    held.stream().filter(event -> event.isOverdue(now)).toList();
            List<InboxEvent> behind = inbox.unread(leadIds(overdue), HELD_LIMIT);
            if (behind.size() >= HELD_LIMIT) {
                // Too many to be looked at now, and a part of them would pass the others.
                behind = List.of();
                overdue.forEach(event -> unread.addAll(LeadKey.of(event.event())));
            }
            fresh = Stream.concat(held.stream(), behind.stream())
                    .filter(event -> all.putIfAbsent(event.id(), event) == null)
                    .toList();
        }
        return List.copyOf(all.values());
    }

    private static Set<String> leadIds(Collection<InboxEvent> events) {
        Set<String> leads = new HashSet<>();
        events.forEach(event -> leads.addAll(event.event().leadIds()));
        return leads;
    }
}
