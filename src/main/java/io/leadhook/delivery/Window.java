package io.leadhook.delivery;

import io.leadhook.delivery.JdbcDeliveries.InLane;
import io.leadhook.replica.Lease;
import io.leadhook.store.Every;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Keeps {@link Lanes} filled from the table, in order and within bounds: whatever the backlog, so many deliveries are in
 * memory, and no lead has more than its share of them. What may not be loaded yet, because an earlier delivery of its
 * lead waits in the table, is parked there. Owned by one thread.
 */
final class Window {
    private final String destination;
    private final JdbcDeliveries table;
    private final Lease lease;
    private final Lanes lanes;
    private final Turns turns;
    private final Bounds bounds;
    private final Set<Long> fresh = new HashSet<>();
    /** Read again while they were in memory. */
    private final Set<Long> passed = new HashSet<>();

    private final Every freshLook = Every.ofMillis(250);
    /** Less than an engine sleeps: one with nothing else to do looks each time. */
    private final Every returnedLook = Every.ofMillis(200);

    private long cursor;
    private boolean more;

    Window(String destination, JdbcDeliveries table, Lease lease, Lanes lanes, Bounds bounds) {
        this.destination = destination;
        this.table = table;
        this.lease = lease;
        this.lanes = lanes;
        this.turns = new Turns(destination, table, lanes, bounds);
        this.bounds = bounds;
    }

    /** To be called once before the first {@link #fill}: parking is remembered in the table, its reasons are not. */
    void open() {
        table.unparkAll(lease, destination);
        cursor = 0;
    }

    /** From now on it is looked from the lowest id again. */
    void rescan() {
        table.takeFreed(lease, destination);
        cursor = 0;
        passed.removeIf(id -> !lanes.contains(id));
    }

    /**
     * Its attempt has ended. Returns whether it must be looked for again if the attempt was its last: a replay may have
     * come before its lane was told, and been read over.
     */
    boolean ended(Delivery delivery) {
        return passed.remove(delivery.id());
    }

    /** Whether the table has more, and there is room again. */
    boolean hasMore() {
        return more && lanes.size() < bounds.window() - bounds.page();
    }

    /** Whether the table has more than fits in memory; then some of the newest are here too. */
    boolean isBehind() {
        return more;
    }

    /** Loads what is due and fits. */
    void fill(Instant now) {
        boolean look = returnedLook.isOver(now);
        if (look) {
            // Also without being told: whoever freed them may have died before he could tell.
            if (table.anyFreed(destination)) {
                rescan();
            }
        }
        if (lanes.size() >= bounds.window()) {
            more = true;
        } else {
            if (look) {
                fillFromReturned(now);
            }
            fillFromOldest(now);
        }
        if (more && freshLook.isOver(now)) {
            addNewest(now);
        }
    }

    /** What is due again comes on top of the window: it is older than all that follows. */
    private void fillFromReturned(Instant now) {
        List<Delivery> due = table.dueAgain(destination, now, bounds.page()).stream()
                .filter(delivery -> !lanes.contains(delivery.id()))
                .toList();
        addDueAgain(due, now);
    }

    private void fillFromOldest(Instant now) {
        int limit = Math.min(bounds.page(), bounds.window() + bounds.page() - lanes.size());
        List<Delivery> ready = table.ready(destination, cursor, limit);
        List<Delivery> found = new ArrayList<>();
        for (Delivery delivery : ready) {
            if (lanes.contains(delivery.id())) {
                passed.add(delivery.id());
            } else {
                found.add(delivery);
            }
        }
        addReady(found, now);
        if (!ready.isEmpty()) {
            cursor = ready.get(ready.size() - 1).id();
        }
        more = ready.size() >= limit;
    }

    /**
     * A few of the newest come on top, so that an event of now does not wait until the backlog of an outage is through;
     * but only of leads that have nothing older open.
     */
    private void addNewest(Instant now) {
        fresh.removeIf(id -> !lanes.contains(id));
        Set<LaneKey> blocked = new HashSet<>();
        for (Delivery delivery : table.newest(destination, cursor, bounds.fresh() - fresh.size())) {
            List<LaneKey> keys = lanes.keys(delivery);
            if (lanes.contains(delivery.id())) {
                continue;
            }
            if (keys.stream().noneMatch(blocked::contains)
                    && keys.stream().noneMatch(lanes::exists)
                    && turns.isFirst(delivery, now)) {
                lanes.add(delivery);
                fresh.add(delivery.id());
            } else {
                blocked.addAll(keys);
            }
        }
    }

    private void addDueAgain(List<Delivery> deliveries, Instant now) {
        Map<LaneKey, Long> waiting = turns.firstWaiting(deliveries);
        // Behind the cursor all that may be loaded has been read. After a replay that is nothing.
        Map<LaneKey, Long> unread = turns.firstReady(
                deliveries.stream().filter(delivery -> delivery.id() > cursor).toList());
        List<Delivery> parked = new ArrayList<>();
        for (Delivery delivery : deliveries) {
            if (turns.isFree(delivery, waiting) && turns.isFirst(delivery, unread)) {
                lanes.add(delivery);
                lanes.markTail(lanes.keys(delivery));
            } else {
                // Its time has come, but not its turn. Left due, such would hide those behind them whose turn it is.
                parked.add(delivery);
                awaitLanes(delivery);
            }
        }
        parkBehind(parked, now);
    }

    /**
     * They wait in the table. Whoever they wait for may have left it since that was asked: then nobody would ever fetch
     * them, and it is asked once more.
     */
    private void parkBehind(List<Delivery> parked, Instant now) {
        table.park(lease, parked);
        Map<LaneKey, Long> waiting = turns.firstWaiting(parked);
        for (Delivery delivery : parked) {
            for (LaneKey key : lanes.keys(delivery)) {
                if (!lanes.exists(key) && Objects.equals(waiting.get(key), delivery.id())) {
                    fetchTail(key, now);
                }
            }
        }
    }

    /** Those of its lanes that are in memory fetch it when they are through. */
    private void awaitLanes(Delivery parked) {
        lanes.keys(parked).stream().filter(lanes::exists).forEach(key -> lanes.markTail(List.of(key)));
    }

    private void addReady(List<Delivery> deliveries, Instant now) {
        if (deliveries.isEmpty()) {
            return;
        }
        Map<LaneKey, Long> waiting = table.anyWaiting(destination) ? turns.firstWaiting(deliveries) : Map.of();
        List<Delivery> parked = new ArrayList<>();
        Set<LaneKey> blocked = new HashSet<>();
        for (Delivery delivery : deliveries) {
            List<LaneKey> keys = lanes.keys(delivery);
            boolean mayGo = turns.isFree(delivery, waiting)
                    && keys.stream().noneMatch(blocked::contains)
                    && lanes.hasRoom(delivery);
            if (mayGo) {
                lanes.add(delivery);
                // A replayed delivery may have others waiting behind it.
                keys.stream().filter(waiting::containsKey).forEach(key -> lanes.markTail(List.of(key)));
            } else {
                parked.add(delivery);
                blocked.addAll(keys);
                awaitLanes(delivery);
            }
        }
        parkBehind(parked, now);
    }

    /** The lane has nothing more in memory: the next of it, up to one that cannot go yet. */
    void fetchTail(LaneKey lane, Instant now) {
        List<InLane> open = table.lane(destination, lane, now, bounds.lane());
        lanes.clearTail(lane);
        for (InLane next : open) {
            Delivery delivery = next.delivery();
            if (lanes.contains(delivery.id())) {
                continue;
            }
            List<LaneKey> others = lanes.keys(delivery).stream()
                    .filter(key -> !key.equals(lane))
                    .toList();
            if (!next.mayGo() || !turns.isNext(delivery, others, now)) {
                // Whatever it waits for fetches it: its time, an operator, or the other lane when it is through.
                awaitLanes(delivery);
                return;
            }
            lanes.add(delivery);
            lanes.markTail(others);
        }
        if (open.size() == bounds.lane()) {
            lanes.markTail(List.of(lane));
        }
    }

    /** These and everything behind them wait in the table. */
    void park(List<Delivery> heads) {
        List<Delivery> parked = new ArrayList<>();
        heads.forEach(head -> parked.addAll(lanes.park(head)));
        table.park(lease, parked);
    }
}
