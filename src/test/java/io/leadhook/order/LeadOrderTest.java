package io.leadhook.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadhook.event.EventType;
import io.leadhook.event.LeadEvent;
import io.leadhook.inbox.InboxEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LeadOrderTest {
    private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
    private static final Instant NOW = START.plusSeconds(3_600);
    private static final LeadKey LEAD = new LeadKey("leads", "lead");
    private static final LeadKey OTHER = new LeadKey("leads", "other");

    private final Map<LeadKey, LeadPosition> positions = new HashMap<>();
    private long nextId = 1;

    @Test
    void numbers_in_order_go_on_as_they_came() {
        assertThat(pass(numbered(1), numbered(2), numbered(3))).containsExactly("1", "2", "3");
    }

    @Test
    void a_gap_holds_what_is_behind_it() {
        assertThat(pass(numbered(1), numbered(3), numbered(4))).containsExactly("1");
    }

    @Test
    void what_fills_the_gap_releases_what_waited() {
        positions.put(LEAD, new LeadPosition(START, 1L, true));

        assertThat(pass(held(numbered(4)), held(numbered(3)), numbered(2))).containsExactly("2", "3", "4");
    }

    @Test
    void a_first_event_that_is_no_creation_waits() {
        assertThat(pass(clocked("a", EventType.UPDATED, 5))).isEmpty();
    }

    @Test
    void a_creation_releases_the_updates_that_overtook_it_in_the_order_of_the_senders_clock() {
        assertThat(pass(
                        held(clocked("c", EventType.SCORED, 7)),
                        held(clocked("b", EventType.UPDATED, 6)),
                        clocked("a", EventType.CREATED, 5)))
                .containsExactly("a", "b", "c");
    }

    @Test
    void an_event_behind_one_that_waits_waits_too() {
        positions.put(LEAD, new LeadPosition(START, 1L, true));

        assertThat(pass(held(numbered(3)), clocked("unnumbered", EventType.UPDATED, 50)))
                .isEmpty();
    }

    @Test
    void an_older_event_goes_on_marked_late() {
        positions.put(LEAD, new LeadPosition(START.plusSeconds(9), 9L, true));

        List<OrderedEvent> passed = new LeadOrder(positions, NOW, Set.of()).pass(List.of(numbered(4)));

        assertThat(passed).singleElement().matches(OrderedEvent::late);
    }

    @Test
    void whose_time_is_over_goes_on_behind_what_belongs_before_it() {
        positions.put(LEAD, new LeadPosition(START, 1L, true));

        assertThat(pass(overdue(numbered(5)), held(numbered(4)), held(numbered(7))))
                .containsExactly("4", "5");
    }

    @Test
    void whose_time_is_over_waits_on_while_not_all_that_came_of_its_lead_has_been_read() {
        positions.put(LEAD, new LeadPosition(START, 1L, true));
        positions.put(OTHER, new LeadPosition(START, 1L, true));
        List<InboxEvent> waiting =
                List.of(overdue(numbered(3)), overdue(of("other-3", OTHER.leadId(), EventType.UPDATED, 3, 3L)));

        List<String> passed = new LeadOrder(positions, NOW, Set.of(LEAD))
                .pass(waiting).stream()
                        .map(event -> event.inboxEvent().event().eventId())
                        .toList();

        assertThat(passed).containsExactly("other-3");
    }

    @Test
    void nothing_behind_a_merge_with_a_lead_of_which_more_has_come_takes_it_along() {
        positions.put(OTHER, new LeadPosition(START, 1L, true));
        List<InboxEvent> waiting =
                List.of(held(merge(3)), overdue(of("other-4", OTHER.leadId(), EventType.UPDATED, 4, 4L)));

        assertThat(new LeadOrder(positions, NOW, Set.of(LEAD)).pass(waiting)).isEmpty();
    }

    @Test
    void a_merge_waits_for_what_is_missing_of_either_lead() {
        positions.put(LEAD, new LeadPosition(START, 1L, true));
        positions.put(OTHER, new LeadPosition(START, 1L, true));

        assertThat(pass(merge(3), held(of("other-3", OTHER.leadId(), EventType.UPDATED, 3, 3L))))
                .isEmpty();
        assertThat(pass(held(merge(3)), numbered(2))).containsExactly("2", "merge");
    }

    @Test
    void a_merge_waits_for_the_lead_that_remains_although_its_number_would_fit_the_other() {
        positions.put(LEAD, new LeadPosition(START.plusSeconds(2), 2L, true));
        positions.put(OTHER, new LeadPosition(START.plusSeconds(3), 3L, true));

        assertThat(pass(merge(4))).isEmpty();
        assertThat(pass(held(merge(4)), numbered(3))).containsExactly("3", "merge");
    }

    @Test
    void a_repeated_merge_waits_for_nothing() {
        positions.put(LEAD, new LeadPosition(START.plusSeconds(3), 3L, true));
        positions.put(OTHER, new LeadPosition(START.plusSeconds(1), 1L, true));

        assertThat(pass(merge(4))).containsExactly("merge");
        assertThat(pass(merge(4))).containsExactly("merge");
    }

    @Test
    void what_comes_after_a_merge_waits_for_it_on_both_leads() {
        positions.put(LEAD, new LeadPosition(START, 1L, true));
        positions.put(OTHER, new LeadPosition(START, null, true));

        assertThat(pass(held(merge(3)), clocked(OTHER, "after", EventType.UPDATED, 9)))
                .isEmpty();
        assertThat(pass(held(merge(3)), clocked(OTHER, "after", EventType.UPDATED, 9), numbered(2)))
                .containsExactly("2", "merge", "after");
    }

    @Test
    void a_repeat_of_what_was_passed_on_is_late_and_moves_nothing() {
        positions.put(LEAD, new LeadPosition(START.plusSeconds(3), 3L, true));

        assertThat(pass(numbered(3), numbered(4))).containsExactly("3", "4");
        assertThat(positions.get(LEAD)).isEqualTo(new LeadPosition(START.plusSeconds(4), 4L, true));
    }

    /** Whatever the order of arrival, all go on exactly once and each lead in order, as long as none is overdue. */
    @Test
    void any_interleaving_of_numbered_events_comes_out_in_order() {
        for (int seed = 0; seed < 300; seed++) {
            positions.clear();
            Random random = new Random(seed);
            List<InboxEvent> arrivals = new ArrayList<>();
            for (String lead : List.of("a", "b", "c")) {
                for (int n = 1; n <= 8; n++) {
                    EventType type = n == 1 ? EventType.CREATED : EventType.UPDATED;
                    arrivals.add(of(lead + n, lead, type, n, (long) n));
                }
            }
            Collections.shuffle(arrivals, random);
            List<InboxEvent> waiting = new ArrayList<>();
            List<String> out = new ArrayList<>();
            for (InboxEvent arrival : arrivals) {
                waiting.add(arrival);
                if (random.nextInt(3) == 0) {
                    drain(waiting, out);
                }
            }
            drain(waiting, out);

            assertThat(waiting).as("seed %d", seed).isEmpty();
            for (String lead : List.of("a", "b", "c")) {
                assertThat(out.stream().filter(id -> id.startsWith(lead)))
                        .as("seed %d", seed)
                        .containsExactlyElementsOf(IntStream.rangeClosed(1, 8)
                                .mapToObj(n -> lead + n)
                                .toList());
            }
        }
    }

    @Test
    void nothing_of_a_lead_goes_past_its_fetch_however_long_it_has_waited() {
        positions.put(LEAD, new LeadPosition(START, 1L, true));
        InboxEvent thin = fetching(numbered(2));

        assertThat(pass(thin, overdue(numbered(3)), overdue(numbered(5)))).isEmpty();
        assertThat(pass(numbered(2), overdue(numbered(3)), overdue(numbered(5))))
                .containsExactly("2", "3", "5");
    }

    @Test
    void what_came_before_a_fetch_does_not_wait_for_it() {
        positions.put(LEAD, new LeadPosition(START, null, true));

        assertThat(pass(
                        clocked("before", EventType.SCORED, 1),
                        fetching(clocked("thin", EventType.UPDATED, 2)),
                        overdue(clocked("after", EventType.SCORED, 3))))
                .containsExactly("before");
    }

    @Test
    void a_merge_waits_for_the_fetch_of_either_lead_and_what_follows_waits_behind_it() {
        positions.put(LEAD, new LeadPosition(START, null, true));
        positions.put(OTHER, new LeadPosition(START, null, true));

        assertThat(pass(
                        fetching(clocked(OTHER, "thin", EventType.UPDATED, 1)),
                        overdue(merge(2)),
                        overdue(clocked("after", EventType.SCORED, 3))))
                .isEmpty();
    }

    @Test
    void a_merge_that_an_overdue_event_pushes_goes_behind_what_belongs_before_it_of_its_other_lead() {
        assertThat(pass(
                        held(clocked(OTHER, "before", EventType.UPDATED, 1)),
                        held(merge(2)),
                        overdue(clocked(LEAD, "after", EventType.UPDATED, 3))))
                .containsExactly("before", "merge", "after");
    }

    private void drain(List<InboxEvent> waiting, List<String> out) {
        Set<Long> gone = new HashSet<>();
        for (List<InboxEvent> group : LeadGroups.of(waiting)) {
            for (OrderedEvent event : new LeadOrder(positions, NOW, Set.of()).pass(group)) {
                out.add(event.inboxEvent().event().eventId());
                gone.add(event.inboxEvent().id());
            }
        }
        waiting.removeIf(event -> gone.contains(event.id()));
    }

    private List<String> pass(InboxEvent... group) {
        return new LeadOrder(positions, NOW, Set.of())
                .pass(List.of(group)).stream()
                        .map(event -> event.inboxEvent().event().eventId())
                        .toList();
    }

    private InboxEvent numbered(long sequence) {
        EventType type = sequence == 1 ? EventType.CREATED : EventType.UPDATED;
        return of(Long.toString(sequence), LEAD.leadId(), type, sequence, sequence);
    }

    private InboxEvent clocked(String eventId, EventType type, long second) {
        return clocked(LEAD, eventId, type, second);
    }

    private InboxEvent clocked(LeadKey lead, String eventId, EventType type, long second) {
        return of(eventId, lead.leadId(), type, second, null);
    }

    private InboxEvent merge(long sequence) {
        LeadEvent event = new LeadEvent(
                "leads",
                "merge",
                EventType.MERGED,
                LEAD.leadId(),
                OTHER.leadId(),
                START.plusSeconds(sequence),
                sequence,
                null);
        return new InboxEvent(nextId++, event, START, null, false);
    }

    private InboxEvent of(String eventId, String lead, EventType type, long second, @Nullable Long sequence) {
        LeadEvent event = new LeadEvent("leads", eventId, type, lead, null, START.plusSeconds(second), sequence, null);
        return new InboxEvent(nextId++, event, START, null, false);
    }

    private static InboxEvent held(InboxEvent event) {
        return event.heldUntil(NOW.plusSeconds(5));
    }

    private static InboxEvent fetching(InboxEvent event) {
        return new InboxEvent(event.id(), event.event(), START, NOW.minusSeconds(1), true);
    }

    private static InboxEvent overdue(InboxEvent event) {
        return event.heldUntil(NOW.minusSeconds(1));
    }
}
