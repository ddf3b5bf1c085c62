package io.leadhook.proof.model;

import io.leadhook.event.EventType;
import io.leadhook.event.LeadEvent;
import io.leadhook.inbox.Arrival;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A lead system and the network between it and the hub: leads that live, with numbers or only timestamps, are merged and
 * deleted; events that overtake each other, come twice, come much later, and come again until they are acknowledged.
 */
final class Network {
    static final String SOURCE = "leads";

    private static final Instant FIRST = Instant.parse("2026-11-23T09:00:00Z");
    private static final List<EventType> CHANGES = List.of(EventType.UPDATED, EventType.SCORED);

    private final Random random;
    private final List<LeadEvent> onTheWay = new ArrayList<>();
    private final Map<String, LeadEvent> all = new LinkedHashMap<>();
    private final Set<String> acknowledged = new HashSet<>();
    private int leads;
    private int events;

    Network(Random random, int events) {
        this.random = random;
        live(events);
        disturb();
    }

    private void live(int howMany) {
        List<String> alive = new ArrayList<>();
        Map<String, Long> numbers = new HashMap<>();
        while (all.size() < howMany) {
            int dice = random.nextInt(100);
            if (alive.size() < 2 || dice < 12) {
                String lead = (random.nextBoolean() ? "numbered" : "timed") + ++leads;
                alive.add(lead);
                send(EventType.CREATED, lead, null, numbers);
            } else if (dice < 18) {
                Collections.shuffle(alive, random);
                String gone = alive.remove(0);
                send(EventType.MERGED, alive.get(0), gone, numbers);
            } else if (dice < 22) {
                send(EventType.DELETED, alive.remove(random.nextInt(alive.size())), null, numbers);
            } else {
                send(CHANGES.get(random.nextInt(2)), alive.get(random.nextInt(alive.size())), null, numbers);
            }
        }
    }

    private void send(EventType type, String lead, @Nullable String related, Map<String, Long> numbers) {
        Long number = lead.startsWith("numbered") ? numbers.merge(lead, 1L, Long::sum) : null;
        LeadEvent event =
                new LeadEvent(SOURCE, "evt" + ++events, type, lead, related, FIRST.plusSeconds(events), number, null);
        onTheWay.add(event);
        all.put(event.eventId(), event);
    }

    private void disturb() {
        for (int i = 0; i < onTheWay.size(); i++) {
            int dice = random.nextInt(100);
            if (dice < 10 && i > 0) {
                Collections.swap(onTheWay, i - 1, i);
            } else if (dice < 18) {
                later(onTheWay.get(i), i);
            } else if (dice < 22) {
                later(onTheWay.remove(i), i);
            }
        }
    }

    private void later(LeadEvent event, int now) {
        onTheWay.add(Math.min(onTheWay.size(), now + 1 + random.nextInt(15)), event);
    }

    Collection<LeadEvent> events() {
        return all.values();
    }

    boolean isEmpty() {
        return onTheWay.isEmpty();
    }

    /** What comes next; it is on the way again until {@link #acknowledge}. */
    List<LeadEvent> next() {
        List<LeadEvent> next = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0 && !onTheWay.isEmpty(); i--) {
            next.add(onTheWay.remove(0));
        }
        next.forEach(event -> later(event, 0));
        return next;
    }

    /** The sender has been told that these are stored. */
    void acknowledge(List<LeadEvent> stored) {
        stored.forEach(event -> {
            acknowledged.add(event.eventId());
            onTheWay.remove(event);
        });
    }

    Set<String> acknowledged() {
        return acknowledged;
    }

    LeadEvent event(String eventId) {
        LeadEvent event = all.get(eventId);
        if (event == null) {
            throw new AssertionError("nobody has sent " + eventId);
        }
        return event;
    }

    static Arrival arrival(LeadEvent event, Instant now) {
        String body = "{\"event_id\":\"" + event.eventId() + "\"}";
        return new Arrival.Readable(event, body.getBytes(StandardCharsets.UTF_8), null, now);
    }
}
