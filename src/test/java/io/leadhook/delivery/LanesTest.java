package io.leadhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadhook.event.EventType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LanesTest {
    private static final Instant RECEIVED = Instant.parse("2026-11-23T10:00:00Z");

    private final Lanes lanes = new Lanes(true, Bounds.DEFAULT);

    @Test
    void only_the_head_of_a_lane_starts() {
        lanes.add(delivery(1, "a"));
        lanes.add(delivery(2, "a"));
        lanes.add(delivery(3, "b"));

        assertThat(startAll()).containsExactly(1L, 3L);
    }

    @Test
    void the_next_starts_when_the_head_is_finished() {
        lanes.add(delivery(1, "a"));
        lanes.add(delivery(2, "a"));
        startAll();

        lanes.finish(delivery(1, "a"));

        assertThat(startAll()).containsExactly(2L);
    }

    @Test
    void a_merge_starts_when_it_is_the_head_of_both_lanes() {
        lanes.add(delivery(1, "a"));
        lanes.add(delivery(2, "b"));
        lanes.add(merge(3, "a", "b"));
        lanes.add(delivery(4, "b"));
        assertThat(startAll()).containsExactly(1L, 2L);

        lanes.finish(delivery(1, "a"));
        assertThat(startAll()).isEmpty();
        lanes.finish(delivery(2, "b"));
        assertThat(startAll()).containsExactly(3L);
        lanes.finish(merge(3, "a", "b"));
        assertThat(startAll()).containsExactly(4L);
    }

    @Test
    void a_replayed_older_delivery_comes_before_what_has_not_started() {
        lanes.add(delivery(5, "a"));
        lanes.add(delivery(2, "a"));

        assertThat(startAll()).containsExactly(2L);
    }

    @Test
    void a_replayed_older_delivery_waits_for_what_has_started() {
        lanes.add(delivery(5, "a"));
        startAll();
        lanes.add(delivery(2, "a"));
        assertThat(startAll()).isEmpty();

        lanes.finish(delivery(5, "a"));

        assertThat(startAll()).containsExactly(2L);
    }

    @Test
    void parking_a_head_takes_everything_behind_it_along_through_merges_too() {
        lanes.add(delivery(1, "a"));
        lanes.add(delivery(2, "a"));
        lanes.add(merge(3, "a", "b"));
        lanes.add(delivery(4, "b"));
        lanes.add(delivery(5, "c"));
        lanes.start(1, delivery -> false, false);

        List<Delivery> dropped = lanes.park(delivery(1, "a"));

        assertThat(dropped).extracting(Delivery::id).containsExactlyInAnyOrder(2L, 3L, 4L);
        assertThat(startAll()).containsExactly(5L);
        assertThat(lanes.size()).isEqualTo(1);
    }

    @Test
    void what_stands_before_a_parked_merge_in_the_other_lane_stays() {
        lanes.add(delivery(1, "a"));
        lanes.add(delivery(2, "b"));
        lanes.add(merge(3, "a", "b"));
        lanes.start(1, delivery -> false, false);

        lanes.park(delivery(1, "a"));

        assertThat(startAll()).containsExactly(2L);
        assertThat(lanes.finish(delivery(2, "b"))).containsExactly(new LaneKey("leads", "b"));
    }

    @Test
    void a_batch_takes_a_lane_in_order_and_other_lanes_too() {
        lanes.add(delivery(1, "a"));
        lanes.add(delivery(2, "b"));
        lanes.add(delivery(3, "a"));
        lanes.add(delivery(4, "a"));

        assertThat(lanes.start(3, delivery -> false, false))
                .extracting(Delivery::id)
                .containsExactly(1L, 3L, 4L);
        assertThat(lanes.start(3, delivery -> false, false))
                .extracting(Delivery::id)
                .containsExactly(2L);
    }

    @Test
    void what_has_to_go_alone_goes_alone() {
        lanes.add(delivery(1, "a"));
        lanes.add(delivery(2, "b"));

        assertThat(lanes.start(10, delivery -> delivery.id() == 1, false))
                .extracting(Delivery::id)
                .containsExactly(1L);
    }

    @Test
    void a_full_lane_takes_no_more() {
        for (int id = 1; id <= Bounds.DEFAULT.lane(); id++) {
            assertThat(lanes.hasRoom(delivery(id, "a"))).isTrue();
            lanes.add(delivery(id, "a"));
        }

        assertThat(lanes.hasRoom(delivery(1_000, "a"))).isFalse();
        assertThat(lanes.hasRoom(delivery(1_000, "b"))).isTrue();
    }

    @Test
    void without_order_nothing_waits_for_anything() {
        Lanes unordered = new Lanes(false, Bounds.DEFAULT);
        unordered.add(delivery(1, "a"));
        unordered.add(delivery(2, "a"));

        assertThat(unordered.start(10, delivery -> false, false)).hasSize(2);
    }

    private List<Long> startAll() {
        return java.util.stream.Stream.generate(() -> lanes.start(1, delivery -> false, false))
                .takeWhile(batch -> !batch.isEmpty())
                .map(batch -> batch.get(0).id())
                .toList();
    }

    private static Delivery delivery(long id, String lead) {
        return delivery(id, lead, null, EventType.UPDATED);
    }

    private static Delivery merge(long id, String remaining, String mergedAway) {
        return delivery(id, remaining, mergedAway, EventType.MERGED);
    }

    private static Delivery delivery(long id, String lead, @Nullable String related, EventType type) {
        return new Delivery(id, id, "crm", "leads", "evt_" + id, type, lead, related, RECEIVED, RECEIVED, false, 0);
    }
}
