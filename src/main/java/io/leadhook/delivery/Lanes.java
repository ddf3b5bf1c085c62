package io.leadhook.delivery;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The window of deliveries that is in memory, in lanes: one per lead, and a merge stands in two. Only the head of a lane
 * may start, and a delivery that stands in two lanes only when it is the head of both. Lower ids start first. Owned by
 * one thread.
 *
 * <p>A lane whose leads have more deliveries in the table than here has a <em>tail</em>: nothing may be appended to it
 * from elsewhere before the tail has been fetched, or the order would break.
 */
final class Lanes {
    private static final class Lane {
        private final TreeMap<Long, Delivery> queue = new TreeMap<>();
        private boolean tail;
    }

    private final boolean ordered;
    private final int laneLimit;
    private final Map<LaneKey, Lane> lanes = new HashMap<>();
    private final Map<Long, Delivery> all = new HashMap<>();
    private final Set<Long> inFlight = new LinkedHashSet<>();
    private final TreeSet<Long> ready = new TreeSet<>();

    Lanes(boolean ordered, Bounds bounds) {
        this.ordered = ordered;
        this.laneLimit = bounds.lane();
    }

    /** The lanes that a delivery stands in; without order each has one for itself. */
    List<LaneKey> keys(Delivery delivery) {
        return ordered ? LaneKey.of(delivery) : List.of(LaneKey.alone(delivery));
    }

    int size() {
        return all.size();
    }

    boolean contains(long id) {
        return all.containsKey(id);
    }

    boolean exists(LaneKey key) {
        return lanes.containsKey(key);
    }

    /** Whether a delivery newly read may be added: in front of all (a replay), else not behind a tail nor to a full lane. */
    boolean hasRoom(Delivery delivery) {
        return keys(delivery).stream()
                .map(lanes::get)
                .allMatch(lane -> lane == null
                        || lane.queue.isEmpty()
                        || delivery.id() < lane.queue.firstKey()
                        || (!lane.tail && lane.queue.size() < laneLimit));
    }

    void add(Delivery delivery) {
        if (all.putIfAbsent(delivery.id(), delivery) == null) {
            for (LaneKey key : keys(delivery)) {
                lanes.computeIfAbsent(key, k -> new Lane()).queue.put(delivery.id(), delivery);
            }
            refresh(keys(delivery));
        }
    }

    /** There is more of these lanes in the table, behind what is here. */
    void markTail(Collection<LaneKey> keys) {
        keys.forEach(key -> lanes.computeIfAbsent(key, k -> new Lane()).tail = true);
    }

    void clearTail(LaneKey key) {
        Lane lane = lanes.get(key);
        if (lane != null) {
            lane.tail = false;
            dropIfDone(key, lane);
        }
    }

    boolean hasTail(LaneKey key) {
        Lane lane = lanes.get(key);
        return lane != null && lane.tail;
    }

    boolean hasReady() {
        return !ready.isEmpty();
    }

    /**
     * Takes a ready delivery and what may go with it in one attempt, in order; none if nothing is ready.
     *
     * @param newest whether to begin with the newest that is ready, else with the oldest
     */
    List<Delivery> start(int most, Predicate<Delivery> alone, boolean newest) {
        List<Delivery> batch = new ArrayList<>();
        while (batch.size() < most && !ready.isEmpty()) {
            Delivery next = all.get(newest ? ready.last() : ready.first());
            if (next == null || (alone.test(next) && !batch.isEmpty())) {
                break;
            }
            batch.add(next);
            inFlight.add(next.id());
            ready.remove(next.id());
            if (alone.test(next)) {
                break;
            }
            followers(next, batch.size(), most, alone).forEach(follower -> {
                batch.add(follower);
                inFlight.add(follower.id());
            });
        }
        batch.sort(Comparator.comparing(Delivery::id));
        return batch;
    }

    /** What stands directly behind in the same lane can share the attempt, since it is carried in order. */
    private List<Delivery> followers(Delivery head, int taken, int most, Predicate<Delivery> alone) {
        List<LaneKey> keys = keys(head);
        Lane lane = lanes.get(keys.get(0));
        List<Delivery> found = new ArrayList<>();
        if (keys.size() > 1 || lane == null) {
            return found;
        }
        for (Delivery candidate : lane.queue.tailMap(head.id(), false).values()) {
            if (taken + found.size() >= most || keys(candidate).size() > 1 || alone.test(candidate)) {
                break;
            }
            found.add(candidate);
        }
        return found;
    }

    /** It is finished: its lanes move on. Returns the lanes that are empty here and have a tail to fetch. */
    List<LaneKey> finish(Delivery delivery) {
        remove(delivery);
        List<LaneKey> drained = new ArrayList<>();
        for (LaneKey key : keys(delivery)) {
            Lane lane = lanes.get(key);
            if (lane != null && lane.queue.isEmpty() && lane.tail) {
                drained.add(key);
            } else if (lane != null) {
                dropIfDone(key, lane);
            }
        }
        refresh(keys(delivery));
        return drained;
    }

    /** It was not sent after all: it is the head again. */
    void putBack(Delivery delivery) {
        inFlight.remove(delivery.id());
        refresh(keys(delivery));
    }

    /**
     * It has to wait for hours, and so has everything behind it: all of that leaves memory.
     *
     * @return what was behind it, through merges in other lanes too
     */
    List<Delivery> park(Delivery head) {
        remove(head);
        List<Delivery> dropped = new ArrayList<>();
        Set<LaneKey> touched = new LinkedHashSet<>(keys(head));
        List<Delivery> behind = new ArrayList<>(List.of(head));
        for (int i = 0; i < behind.size(); i++) {
            Delivery blocker = behind.get(i);
            for (LaneKey key : keys(blocker)) {
                touched.add(key);
                Lane lane = lanes.get(key);
                if (lane == null) {
                    continue;
                }
                for (Delivery follower :
                        List.copyOf(lane.queue.tailMap(blocker.id(), false).values())) {
                    if (!inFlight.contains(follower.id())) {
                        remove(follower);
                        dropped.add(follower);
                        behind.add(follower);
                    }
                }
                lane.tail |= !lane.queue.isEmpty();
            }
        }
        touched.forEach(key -> {
            Lane lane = lanes.get(key);
            if (lane != null && lane.queue.isEmpty()) {
                lanes.remove(key);
            }
        });
        refresh(touched);
        return dropped;
    }

    private void remove(Delivery delivery) {
        all.remove(delivery.id());
        inFlight.remove(delivery.id());
        ready.remove(delivery.id());
        for (LaneKey key : keys(delivery)) {
            Lane lane = lanes.get(key);
            if (lane != null) {
                lane.queue.remove(delivery.id());
            }
        }
    }

    private void dropIfDone(LaneKey key, Lane lane) {
        if (lane.queue.isEmpty() && !lane.tail) {
            lanes.remove(key);
        }
    }

    private void refresh(Collection<LaneKey> keys) {
        for (LaneKey key : keys) {
            Lane lane = lanes.get(key);
            if (lane == null || lane.queue.isEmpty()) {
                continue;
            }
            // An older one may have come in front (a replay): what was ready behind it is not any more.
            lane.queue.tailMap(lane.queue.firstKey(), false).keySet().stream()
                    .limit(2)
                    .forEach(ready::remove);
            head(lane).filter(this::isHeadOfAll).ifPresent(head -> ready.add(head.id()));
        }
    }

    private Optional<Delivery> head(Lane lane) {
        Delivery first = lane.queue.firstEntry().getValue();
        boolean busy = lane.queue.keySet().stream().anyMatch(inFlight::contains);
        return busy ? Optional.empty() : Optional.of(first);
    }

    private boolean isHeadOfAll(Delivery delivery) {
        return keys(delivery).stream().allMatch(key -> {
            Lane lane = lanes.get(key);
            return lane != null && head(lane).filter(delivery::equals).isPresent();
        });
    }
}
