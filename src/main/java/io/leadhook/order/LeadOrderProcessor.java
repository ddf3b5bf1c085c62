package io.leadhook.order;

import static java.util.Comparator.naturalOrder;

import io.leadhook.inbox.InboxEvent;
import io.leadhook.inbox.JdbcInbox;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
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
        List<InboxEvent> all = withHeld(batch);
        Set<LeadKey> unread = unread(all, now);
        Set<LeadKey> keys = new HashSet<>();
        all.forEach(waiting -> keys.addAll(LeadKey.of(waiting.event())));
        Map<LeadKey, LeadPosition> before = leads.positions(keys);
        Map<LeadKey, LeadPosition> positions = new HashMap<>(before);
        OrderedBatch result = new OrderedBatch(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), before);
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

    /** A held merge leads to a second lead, whose held events matter too; so the fetch goes on until nothing is new. */
    private List<InboxEvent> withHeld(List<InboxEvent> batch) {
        Map<Long, InboxEvent> all = new LinkedHashMap<>();
        batch.forEach(event -> all.put(event.id(), event));
        Set<String> asked = new HashSet<>();
        Collection<InboxEvent> fresh = batch;
        while (!fresh.isEmpty() && all.size() < batch.size() + HELD_LIMIT) {
            Set<String> ask = leadIds(fresh);
            ask.removeAll(asked);
            asked.addAll(ask);
            fresh = inbox.held(ask, HELD_LIMIT).stream()
                    .filter(event -> all.putIfAbsent(event.id(), event) == null)
                    .toList();
        }
        return List.copyOf(all.values());
    }

    /**
     * Leads of which more had come when the time of a held event was over than is here: behind a backlog that may be what
     * it waits for.
     */
    private Set<LeadKey> unread(List<InboxEvent> all, Instant now) {
        Map<LeadKey, Instant> overdue = new HashMap<>();
        Set<Long> here = new HashSet<>();
        for (InboxEvent event : all) {
            here.add(event.id());
            if (event.isOverdue(now)) {
                Instant timeOver = event.receivedAt().plus(properties.window());
                LeadKey.of(event.event())
                        .forEach(lead -> overdue.merge(lead, timeOver, BinaryOperator.maxBy(naturalOrder())));
            }
        }
        Set<LeadKey> unread = new HashSet<>();
        overdue.forEach((lead, timeOver) -> {
            // One more than can be here.
            if (inbox.unread(lead.leadId(), timeOver, all.size() + 1).stream()
                    .anyMatch(event -> !here.contains(event.id()))) {
                unread.add(lead);
            }
        });
        return unread;
    }

    private static Set<String> leadIds(Collection<InboxEvent> events) {
        Set<String> leads = new HashSet<>();
        events.forEach(event -> leads.addAll(event.event().leadIds()));
        return leads;
    }
}
