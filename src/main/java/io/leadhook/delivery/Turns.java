package io.leadhook.delivery;

import io.leadhook.delivery.JdbcDeliveries.InLane;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whose turn it is: what stands in the table before a delivery, in the lanes of its leads. A page of deliveries is asked
 * about at once. What it tells may be over when it is used, so whoever parks a delivery because of it asks again. Owned
 * by one thread.
 */
final class Turns {
    private final String destination;
    private final JdbcDeliveries table;
    private final Lanes lanes;
    private final int laneLimit;

    Turns(String destination, JdbcDeliveries table, Lanes lanes, Bounds bounds) {
        this.destination = destination;
        this.table = table;
        this.lanes = lanes;
        this.laneLimit = bounds.lane();
    }

    /** Of each of their lanes that has one: the first that waits for its time or its turn. */
    Map<LaneKey, Long> firstWaiting(List<Delivery> deliveries) {
        Set<LaneKey> keys = leads(deliveries);
        return keys.isEmpty() ? Map.of() : table.firstWaiting(destination, keys);
    }

    /** Of each of their lanes that has one: the first that may be loaded, or has been. */
    Map<LaneKey, Long> firstReady(List<Delivery> deliveries) {
        Set<LaneKey> keys = leads(deliveries);
        return keys.isEmpty() ? Map.of() : table.firstReady(destination, keys);
    }

    private Set<LaneKey> leads(List<Delivery> deliveries) {
        Set<LaneKey> keys = new HashSet<>();
        deliveries.forEach(delivery -> keys.addAll(lanes.keys(delivery)));
        keys.removeIf(key -> key.source().isEmpty());
        return keys;
    }

    /** Whether nothing stands before it, of what was found to be the first of its lanes. */
    boolean isFirst(Delivery delivery, Map<LaneKey, Long> first) {
        return lanes.keys(delivery).stream().allMatch(key -> first.getOrDefault(key, delivery.id()) >= delivery.id());
    }

    /** The same, or all that stands before it is in memory. */
    boolean isFree(Delivery delivery, Map<LaneKey, Long> waiting) {
        return lanes.keys(delivery).stream().allMatch(key -> {
            Long first = waiting.get(key);
            // The first of a tail may be in memory already while others behind it are not.
            return first == null || first >= delivery.id() || (lanes.contains(first) && !lanes.hasTail(key));
        });
    }

    /** Whether nothing at all stands before it in any of its lanes. */
    boolean isFirst(Delivery delivery, Instant now) {
        return lanes.keys(delivery).stream()
                .allMatch(lane -> table.lane(destination, lane, now, 1).stream()
                        .allMatch(first -> first.delivery().id() >= delivery.id()));
    }

    /** Whether everything of these lanes that stands before it is in memory. */
    boolean isNext(Delivery delivery, List<LaneKey> keys, Instant now) {
        return keys.stream().allMatch(lane -> {
            List<Delivery> before = table.lane(destination, lane, now, laneLimit).stream()
                    .map(InLane::delivery)
                    .filter(other -> other.id() < delivery.id())
                    .toList();
            return before.size() < laneLimit && before.stream().allMatch(other -> lanes.contains(other.id()));
        });
    }
}
