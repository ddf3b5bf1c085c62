package io.leadhook.order;

import io.leadhook.event.EventType;
import io.leadhook.event.LeadEvent;
import io.leadhook.inbox.InboxEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides for a group of events that concern each other's leads which go on now and in which order (Resequencer). One
 * instance per group; not thread-safe.
 *
 * <ul>
 *   <li><em>next</em>: the sender's next number, or without numbers anything not older than what was passed on;
 *   <li><em>early</em>: after a gap in the numbers, or a first event that is not {@code lead.created}, or behind an
 *       event of its lead that waits, or itself one whose lead is still being fetched;
 *   <li><em>late</em>: older than what was passed on. It goes on at once, marked.
 * </ul>
 *
 * An event whose waiting time is over goes on in any case, behind everything of its lead that belongs before it; but
 * not past a fetch, which has a time of its own. What is not guaranteed: that a sender without numbers whose events
 * overtake each other after the first one is seen through.
 */
final class LeadOrder {
    private enum Turn {
        NEXT,
        LATE,
        EARLY
    }

    private static final Comparator<InboxEvent> BY_CLOCK = Comparator.<InboxEvent, Instant>comparing(
                    waiting -> waiting.event().timestamp())
            .thenComparing(LeadOrder::sequenceOrZero)
            .thenComparing(InboxEvent::id);
    private static final Comparator<InboxEvent> BY_NUMBER =
            Comparator.<InboxEvent, Long>comparing(LeadOrder::sequenceOrZero).thenComparing(BY_CLOCK);

    private final Map<LeadKey, LeadPosition> positions;
    private final Instant now;
    private final Set<LeadKey> unread;
    private final List<OrderedEvent> passed = new ArrayList<>();

    /**
     * @param positions where the leads stand; an absent lead is unknown. Moved on as events pass.
     * @param now to tell whose waiting time is over
     * @param unread leads of which more has come than is here: what waits for one of them goes on waiting
     */
    LeadOrder(Map<LeadKey, LeadPosition> positions, Instant now, Set<LeadKey> unread) {
        this.positions = positions;
        this.now = now;
        this.unread = unread;
    }

    /** Those of the group that go on, in order. The others wait. */
    List<OrderedEvent> pass(List<InboxEvent> group) {
        List<InboxEvent> waiting = new ArrayList<>(group);
        waiting.sort(isNumberedSingleLead(group) ? BY_NUMBER : BY_CLOCK);
        do {
            sweep(waiting);
        } while (passFirstOverdue(waiting));
        return passed;
    }

    /** Passes on what is next, again and again, until nothing more is. */
    private void sweep(List<InboxEvent> waiting) {
        boolean progress = true;
        while (progress) {
            int before = passed.size();
            Set<LeadKey> behind = new HashSet<>();
            waiting.removeIf(candidate -> {
                Turn turn = candidate.fetching() ? Turn.EARLY : turn(candidate.event(), behind);
                if (turn == Turn.EARLY) {
                    behind.addAll(LeadKey.of(candidate.event()));
                    return false;
                }
                pass(candidate, turn == Turn.LATE);
                return true;
            });
            progress = passed.size() > before && !waiting.isEmpty();
        }
    }

    /** Gives up waiting for what lies before the first event whose time is over. */
    private boolean passFirstOverdue(List<InboxEvent> waiting) {
        Set<LeadKey> blocked = new HashSet<>(unread);
        InboxEvent overdue = waiting.stream()
                .filter(candidate -> isFree(candidate, blocked) && candidate.isOverdue(now))
                .findFirst()
                .orElse(null);
        if (overdue == null) {
            return false;
        }
        Set<LeadKey> leads = new HashSet<>(LeadKey.of(overdue.event()));
        InboxEvent first = firstOf(leads, waiting, overdue);
        // A merge waits for what belongs before it of its other lead, too.
        while (leads.addAll(LeadKey.of(first.event()))) {
            first = firstOf(leads, waiting, first);
        }
        waiting.remove(first);
        pass(first, false);
        return true;
    }

    private static InboxEvent firstOf(Set<LeadKey> leads, List<InboxEvent> waiting, InboxEvent otherwise) {
        return waiting.stream()
                .filter(candidate -> LeadKey.of(candidate.event()).stream().anyMatch(leads::contains))
                .findFirst()
                .orElse(otherwise);
    }

    /** Whether it neither is fetching nor stands behind what is blocked; to be asked in the order of waiting. */
    private static boolean isFree(InboxEvent candidate, Set<LeadKey> blocked) {
        List<LeadKey> leads = LeadKey.of(candidate.event());
        if (candidate.fetching() || leads.stream().anyMatch(blocked::contains)) {
            blocked.addAll(leads);
            return false;
        }
        return true;
    }

    private void pass(InboxEvent event, boolean late) {
        passed.add(new OrderedEvent(event, late));
        LeadKey.of(event.event())
                .forEach(lead -> positions.put(lead, LeadPosition.after(positions.get(lead), event.event(), lead)));
    }

    private Turn turn(LeadEvent event, Set<LeadKey> behind) {
        List<LeadKey> leads = LeadKey.of(event);
        if (leads.size() == 1) {
            return turnOfOne(event, positions.get(leads.get(0)), behind.contains(leads.get(0)));
        }
        LeadPosition remaining = positions.get(leads.get(0));
        LeadPosition mergedAway = positions.get(leads.get(1));
        if (remaining == null || mergedAway == null) {
            return Turn.EARLY;
        }
        Long sequence = event.sequence();
        if (sequence == null || (remaining.lastSequence() == null && mergedAway.lastSequence() == null)) {
            Turn first = turnByClock(event, remaining, behind.contains(leads.get(0)));
            Turn second = turnByClock(event, mergedAway, behind.contains(leads.get(1)));
            return first.compareTo(second) >= 0 ? first : second;
        }
        // The number is the remaining lead's. Only where that has it behind it can it be meant for the other.
        boolean nextForRemaining = remaining.isNext(sequence);
        if (nextForRemaining || (remaining.isPast(sequence) && mergedAway.isNext(sequence))) {
            return behind.contains(leads.get(nextForRemaining ? 1 : 0)) ? Turn.EARLY : Turn.NEXT;
        }
        // A lead that is gone already waits for no merge: this is a repeat.
        boolean pastForOther = mergedAway.isPast(sequence) || !mergedAway.present();
        return remaining.isPast(sequence) && pastForOther ? Turn.LATE : Turn.EARLY;
    }

    private static Turn turnOfOne(LeadEvent event, @Nullable LeadPosition position, boolean behind) {
        Long sequence = event.sequence();
        if (sequence == null || (position != null && position.lastSequence() == null)) {
            return turnByClock(event, position, behind);
        }
        if (position == null) {
            return sequence == 1 ? Turn.NEXT : Turn.EARLY;
        }
        if (position.isNext(sequence)) {
            return Turn.NEXT;
        }
        return position.isPast(sequence) ? Turn.LATE : Turn.EARLY;
    }

    private static Turn turnByClock(LeadEvent event, @Nullable LeadPosition position, boolean behind) {
        if (position == null) {
            return event.type().equals(EventType.CREATED) && !behind ? Turn.NEXT : Turn.EARLY;
        }
        if (event.timestamp().isBefore(position.lastTime())) {
            return Turn.LATE;
        }
        return behind ? Turn.EARLY : Turn.NEXT;
    }

    private static boolean isNumberedSingleLead(List<InboxEvent> group) {
        return group.stream()
                .allMatch(waiting ->
                        waiting.event().sequence() != null && waiting.event().relatedLeadId() == null);
    }

    private static long sequenceOrZero(InboxEvent waiting) {
        Long sequence = waiting.event().sequence();
        return sequence == null ? 0 : sequence;
    }
}
