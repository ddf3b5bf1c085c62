package io.leadhook.delivery;

import io.leadhook.replica.Lease;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps {@link Lanes} filled from the table, in order and within bounds: whatever the backlog, so many deliveries are in
 * memory, and no lead has more than its share of them. What may not be loaded yet, because an earlier delivery of its
 * lead waits in the table, is parked there. Owned by one thread.
 */
final class Window {
    private static final int SIZE = 2_000;
    private static final int PAGE = 500;

    private final String destination;
    private final JdbcDeliveries table;
    private final Lease lease;
    private final Lanes lanes;
    private long cursor;
    private boolean more;

    Window(String destination, JdbcDeliveries table, Lease lease, Lanes lanes) {
        this.destination = destination;
        this.table = table;
        this.lease = lease;
        this.lanes = lanes;
    }

    /** To be called once before the first {@link #fill}: parking is remembered in the table, its reasons are not. */
    void open() {
        table.unparkAll(lease, destination);
        cursor = 0;
    }

    /** From now on it is looked from the lowest id again. */
    void rescan() {
        cursor = 0;
    }

    /** Whether the table has more, and there is room again. */
    boolean hasMore() {
        return more && lanes.size() < SIZE - PAGE;
    }

    /** Loads what is due and fits. */
    void fill(Instant now) {
        if (lanes.size() >= SIZE) {
            more = true;
            return;
        }
        // What is due again comes on top of the window: it is older than all that follows.
        List<Delivery> dueAgain = table.dueAgain(destination, now, PAGE).stream()
                .filter(delivery -> !lanes.contains(delivery.id()))
                .toList();
        addDueAgain(dueAgain);
        int limit = Math.min(PAGE, SIZE + PAGE - lanes.size());
        List<Delivery> ready = table.ready(destination, cursor, limit);
        addReady(ready.stream()
                .filter(delivery -> !lanes.contains(delivery.id()))
                .toList());
        if (!ready.isEmpty()) {
            cursor = ready.get(ready.size() - 1).id();
        }
        more = ready.size() >= limit;
    }

    private void addDueAgain(List<Delivery> deliveries) {
        Map<LaneKey, Long> waiting = firstWaiting(deliveries);
        for (Delivery delivery : deliveries) {
            if (isFree(delivery, waiting)) {
                lanes.add(delivery);
                lanes.markTail(lanes.keys(delivery));
            }
        }
    }

    private void addReady(List<Delivery> deliveries) {
        if (deliveries.isEmpty()) {
            return;
        }
        Map<LaneKey, Long> waiting = table.anyWaiting(destination) ? firstWaiting(deliveries) : Map.of();
        List<Delivery> parked = new ArrayList<>();
        Set<LaneKey> blocked = new HashSet<>();
        for (Delivery delivery : deliveries) {
            List<LaneKey> keys = lanes.keys(delivery);
            boolean mayGo =
                    isFree(delivery, waiting) && keys.stream().noneMatch(blocked::contains) && lanes.hasRoom(delivery);
            if (mayGo) {
                lanes.add(delivery);
                // A replayed delivery may have others waiting behind it.
                keys.stream().filter(waiting::containsKey).forEach(key -> lanes.markTail(List.of(key)));
            } else {
                parked.add(delivery);
                blocked.addAll(keys);
                keys.stream().filter(lanes::exists).forEach(key -> lanes.markTail(List.of(key)));
            }
        }
        table.park(lease, parked);
    }

    /** The lane has nothing more in memory: the next of its tail, if they may go. */
    void fetchTail(LaneKey lane) {
        List<Delivery> waiting = table.waiting(destination, lane, Lanes.LANE_LIMIT);
        if (waiting.size() < Lanes.LANE_LIMIT) {
            lanes.clearTail(lane);
        }
        Map<LaneKey, Long> first = firstWaiting(waiting);
        for (Delivery delivery : waiting) {
            if (lanes.contains(delivery.id())) {
                continue;
            }
            if (!isFree(delivery, first)) {
                // Whoever blocks it fetches it when its own lane is through.
                lanes.clearTail(lane);
                return;
            }
            lanes.add(delivery);
            lanes.keys(delivery).stream().filter(key -> !key.equals(lane)).forEach(key -> lanes.markTail(List.of(key)));
        }
    }

    /** These and everything behind them wait in the table. */
    void park(List<Delivery> heads) {
        List<Delivery> parked = new ArrayList<>();
        heads.forEach(head -> parked.addAll(lanes.park(head)));
        table.park(lease, parked);
    }

    /** Nothing of its lanes that is not in memory stands before it. */
    private boolean isFree(Delivery delivery, Map<LaneKey, Long> waiting) {
        return lanes.keys(delivery).stream().allMatch(key -> {
            Long first = waiting.get(key);
            return first == null || first >= delivery.id() || lanes.contains(first);
        });
    }

    private Map<LaneKey, Long> firstWaiting(List<Delivery> deliveries) {
        Set<LaneKey> keys = new HashSet<>();
        deliveries.forEach(delivery -> keys.addAll(lanes.keys(delivery)));
        keys.removeIf(key -> key.source().isEmpty());
        return keys.isEmpty() ? Map.of() : table.firstWaiting(destination, keys);
    }
}
