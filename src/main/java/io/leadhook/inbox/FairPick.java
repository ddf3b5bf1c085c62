package io.leadhook.inbox;

import io.leadhook.store.Every;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which events go next: the oldest, but a lead that has many of them in the inbox does not hold the others up. While all
 * that is due fits into a batch, it goes as it came. Otherwise leads with more than a twentieth of the batch are a
 * <em>crowd</em>: behind them it looks for events of others, and the crowd gets no more than a tenth of a batch
 * (fair queueing, RFC 970, with one queue for the crowd and one for all others), and not before its turn: some
 * {@value #CROWD_PER_SECOND} events per second for each of its leads. One after the other, a destination takes fewer
 * of a lead; what comes faster would only be written once more, and wait there at the cost of all. Only one with batches,
 * or without order, could take more, and has to wait.
 *
 * <p>No event goes while an older one of one of its leads stays. What joined the crowd remains in it until all that is due
 * fits into a batch. What comes to light where it has looked before, because it was held or committed late, is found bit by
 * bit, some ten thousand rows of the crowd in a second. Not guaranteed: that many leads with some events each let others
 * pass. For one thread, and one lease.
 */
final class FairPick {
    private static final int CROWD_PER_SECOND = 100;
    private static final Comparator<InboxEvent> ARRIVAL = Comparator.comparing(InboxEvent::id);

    private final JdbcInbox inbox;
    private final int batch;
    private final int crowdsShare;
    private final Set<String> crowd = new HashSet<>();
    /** Less than the inbox is polled: where nothing comes, it is looked each time. */
    private final Every overdueLook = Every.ofMillis(150);

    /** A batch of rows at a time, which costs some milliseconds: all at once would stop everybody meanwhile. */
    private final Every secondLook = Every.ofMillis(50);

    private Instant crowdWentAt = Instant.EPOCH;
    /** Up to this row only the crowd's events are left, but for those that were committed late. */
    private long lookedUpTo;

    /** And again up to this one. */
    private long lookedAgainUpTo;

    private long firstOfCrowd;

    /** @param batch how many events are picked at most, the held ones whose time has come not counted */
    FairPick(JdbcInbox inbox, int batch) {
        this.inbox = inbox;
        this.batch = batch;
        this.crowdsShare = (batch + 9) / 10;
    }

    /** The events that may be looked at now: those not held, and the held ones whose time has come. */
    List<InboxEvent> next(Instant now) {
        List<InboxEvent> picked =
                isCrowdsTurn(now) ? fair(inbox.oldest(batch), now) : after(lookedUpTo, List.of(), batch);
        if (!crowd.isEmpty() && secondLook.isOver(now)) {
            picked.addAll(again(picked));
            picked.sort(ARRIVAL);
        }
        if (overdueLook.isOver(now)) {
            picked.addAll(inbox.overdue(now, batch));
        }
        return picked;
    }

    /** To be called when not all that was picked has left the inbox. */
    void startOver() {
        crowd.clear();
        lookedUpTo = 0;
        lookedAgainUpTo = 0;
    }

    private boolean isCrowdsTurn(Instant now) {
        // A clock that was set back must not keep it out.
        Duration since = Duration.between(crowdWentAt, now).abs();
        return crowd.isEmpty()
                || since.compareTo(Duration.ofSeconds(crowdsShare).dividedBy((long) CROWD_PER_SECOND * crowd.size()))
                        >= 0;
    }

    private List<InboxEvent> fair(List<InboxEvent> oldest, Instant now) {
        if (oldest.size() < batch) {
            startOver();
            return oldest;
        }
        findCrowd(oldest);
        if (crowd.isEmpty()) {
            return oldest;
        }
        firstOfCrowd = oldest.get(0).id();
        List<InboxEvent> picked = new ArrayList<>();
        List<InboxEvent> ofCrowd = new ArrayList<>();
        oldest.forEach(event -> (joinsCrowd(event) ? ofCrowd : picked).add(event));
        // Small batches: who comes meanwhile waits for the end of this one.
        picked.addAll(after(last(oldest), picked, batch - crowdsShare - picked.size()));
        ofCrowd.stream().limit(crowdsShare).forEach(picked::add);
        crowdWentAt = now;
        picked.sort(ARRIVAL);
        return picked;
    }

    private List<InboxEvent> after(long lastSeen, List<InboxEvent> picked, int room) {
        if (room <= 0) {
            return List.of();
        }
        long from = Math.max(lookedUpTo, lastSeen);
        // Before the look: what is committed during it may have a smaller id than what is found.
        long newest = inbox.newest();
        List<InboxEvent> found = inbox.between(from, Long.MAX_VALUE, crowd, room);
        lookedUpTo = found.size() < room ? Math.max(from, newest) : last(found);
        findCrowd(found);
        return withOlder(found, from, picked, room);
    }

    private List<InboxEvent> again(List<InboxEvent> picked) {
        long from = Math.max(lookedAgainUpTo, firstOfCrowd - 1);
        long to = Math.min(from + batch, lookedUpTo);
        if (from >= to) {
            lookedAgainUpTo = 0;
            return List.of();
        }
        List<InboxEvent> found = inbox.between(from, to, crowd, batch);
        found.removeAll(picked);
        lookedAgainUpTo = to < lookedUpTo ? to : 0;
        return withOlder(found, from, picked, batch);
    }

    /**
     * They go with all that came before them of their leads, if that is little and concerns no others; else they wait with the
     * crowd.
     */
    private List<InboxEvent> withOlder(List<InboxEvent> found, long from, List<InboxEvent> picked, int room) {
        List<String> others = new ArrayList<>(leads(found));
        others.removeAll(crowd);
        List<InboxEvent> older = inbox.upTo(from, others);
        older.removeAll(picked);
        if (found.size() + older.size() <= room && others.containsAll(leads(older))) {
            found.addAll(older);
            found.sort(ARRIVAL);
        } else {
            crowd.addAll(leads(older));
        }
        found.removeIf(this::joinsCrowd);
        return found;
    }

    private void findCrowd(List<InboxEvent> events) {
        Map<String, Integer> counts = new HashMap<>();
        events.forEach(event -> counts.merge(event.event().leadId(), 1, Integer::sum));
        counts.forEach((lead, count) -> {
            if (count > Math.max(1, batch / 20)) {
                crowd.add(lead);
            }
        });
    }

    /** To be asked in the order of arrival: a merge with one of the crowd takes its other lead there from then on. */
    private boolean joinsCrowd(InboxEvent event) {
        List<String> leads = event.event().leadIds();
        if (Collections.disjoint(leads, crowd)) {
            return false;
        }
        crowd.addAll(leads);
        return true;
    }

    private static long last(List<InboxEvent> events) {
        return events.get(events.size() - 1).id();
    }

    private static List<String> leads(List<InboxEvent> events) {
        return events.stream()
                .flatMap(event -> event.event().leadIds().stream())
                .distinct()
                .toList();
    }
}
