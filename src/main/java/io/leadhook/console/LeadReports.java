package io.leadhook.console;

import io.leadhook.console.EventItem.DeliveryItem;
import io.leadhook.console.LeadReport.Standing;
import io.leadhook.deadletter.DeadLetter;
import io.leadhook.event.EventType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Answers why a lead is not up to date, from its newest events. Thread-safe. */
@Component
public class LeadReports {
    private static final int LOOKED_AT = 200;

    private final Events events;

    LeadReports(Events events) {
        this.events = events;
    }

    /** @param source null: of all sources that know a lead of this id */
    public LeadReport of(String leadId, @Nullable String source, PageRequest page, Sight sight) {
        EventFilter filter = new EventFilter(null, leadId, null, source, null, null, null);
        List<EventItem> newest =
                events.page(filter, PageRequest.first(LOOKED_AT), sight).items();
        return new LeadReport(String.valueOf(sight.text(leadId)), standings(newest), events.page(filter, page, sight));
    }

    private static List<Standing> standings(List<EventItem> newestFirst) {
        record At(String destination, String source) {}
        Map<String, List<Step>> byPlace = new TreeMap<>();
        Map<String, At> places = new TreeMap<>();
        for (EventItem event : newestFirst) {
            for (DeliveryItem delivery : event.deliveries()) {
                if (!delivery.destination().equals(DeadLetter.INBOX)) {
                    String key = delivery.destination() + '\n' + event.source();
                    places.put(key, new At(delivery.destination(), event.source()));
                    byPlace.computeIfAbsent(key, place -> new ArrayList<>()).add(new Step(event, delivery));
                }
            }
        }
        List<Standing> standings = new ArrayList<>();
        byPlace.forEach((key, steps) -> {
            At at = places.getOrDefault(key, new At(key, ""));
            standings.add(standing(at.destination(), at.source(), steps));
        });
        return standings;
    }

    private static Standing standing(String destination, String source, List<Step> newestFirst) {
        List<Step> open = newestFirst.stream().filter(step -> step.isOpen()).toList();
        if (!open.isEmpty()) {
            // What is in the way is the oldest, and of the rest it may be that a dead one holds the lane.
            Step head = open.get(open.size() - 1);
            Step dead = newestFirst.stream()
                    .filter(Step::isDead)
                    .reduce((newer, older) -> older)
                    .filter(step -> step.delivery().id() < head.delivery().id()
                            && head.delivery().state().equals("pending"))
                    .orElse(null);
            Step cause = dead == null ? head : dead;
            return new Standing(
                    destination,
                    source,
                    dead == null ? "waiting" : "stuck",
                    cause.delivery(),
                    cause.event(),
                    open.size() - (dead == null ? 1 : 0));
        }
        Step newest = newestFirst.get(0);
        return newestFirst.stream()
                .filter(Step::isDead)
                .filter(dead -> newestFirst.stream().noneMatch(step -> step.makesPointless(dead)))
                .findFirst()
                .map(dead -> new Standing(destination, source, "stuck", dead.delivery(), dead.event(), 0))
                .orElseGet(() -> new Standing(destination, source, "up_to_date", null, newest.event(), 0));
    }

    private record Step(EventItem event, DeliveryItem delivery) {
        boolean isOpen() {
            return delivery.state().equals("pending") || delivery.state().equals("retrying");
        }

        /** A later state that was delivered replaces one that was not. */
        boolean makesPointless(Step dead) {
            String type = event.eventType();
            String deadType = dead.event().eventType();
            return delivery.state().equals("delivered")
                    && delivery.id() > dead.delivery().id()
                    && type != null
                    && deadType != null
                    && new EventType(type).supersedes(new EventType(deadType), takesAway(dead));
        }

        private boolean takesAway(Step dead) {
            return !Objects.equals(event.leadId(), dead.event().leadId());
        }

        boolean isDead() {
            return delivery.state().equals("dead");
        }
    }
}
