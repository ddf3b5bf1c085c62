package io.leadhook.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FetchQueueTest {
    private static final double RATE = 1_000;

    private final FetchQueue queue = new FetchQueue(0);
    private long now;

    @Test
    void what_was_done_since_the_list_was_read_is_not_asked_for_again() {
        queue.beginLook(now);
        assertThat(begin(1, "a")).isTrue();

        queue.end(event(1, "a"));

        assertThat(begin(1, "a")).isFalse();
        assertThat(begin(2, "a")).as("the next event of the lead").isTrue();
    }

    @Test
    void a_lead_is_asked_for_by_one_event_at_a_time() {
        queue.beginLook(now);
        assertThat(begin(1, "a")).isTrue();

        assertThat(begin(2, "a")).isFalse();
        assertThat(begin(3, "b")).isTrue();
    }

    @Test
    void after_a_failure_a_lead_pauses_ever_longer_and_no_other_does() {
        assertThat(begin(1, "a")).isTrue();
        queue.pause(event(1, "a"), now);
        assertThat(begin(1, "a")).isFalse();
        assertThat(begin(2, "a")).as("another event of the lead").isFalse();
        assertThat(begin(3, "b")).isTrue();

        pass(1);
        assertThat(begin(2, "a")).isTrue();
        queue.pause(event(2, "a"), now);
        pass(1);
        assertThat(begin(1, "a")).isFalse();
        pass(1);
        assertThat(begin(1, "a")).isTrue();
    }

    @Test
    void a_lead_that_came_begins_anew_with_the_shortest_pause() {
        begin(1, "a");
        queue.pause(event(1, "a"), now);
        pass(1);
        begin(1, "a");
        queue.end(event(1, "a"));
        begin(2, "a");
        queue.pause(event(2, "a"), now);

        pass(1);

        assertThat(begin(2, "a")).isTrue();
    }

    @Test
    void leads_whose_turn_cannot_come_are_left_out_of_a_look() {
        begin(1, "busy");
        begin(2, "failed");
        queue.pause(event(2, "failed"), now);
        begin(3, "done");
        queue.end(event(3, "done"));

        assertThat(queue.beginLook(now)).containsExactlyInAnyOrder("busy", "failed");
        pass(1);
        assertThat(queue.beginLook(now)).containsExactly("busy");
    }

    @Test
    void a_lead_that_nobody_asks_for_any_more_is_forgotten() {
        for (int i = 1; i <= 3; i++) {
            begin(i, "a");
            queue.pause(event(i, "a"), now);
            pass(5);
        }

        pass(30);
        queue.beginLook(now);

        assertThat(begin(4, "a")).isTrue();
        queue.pause(event(4, "a"), now);
        pass(1);
        assertThat(begin(4, "a")).as("the first pause again").isTrue();
    }

    @Test
    void a_look_leaves_out_no_more_leads_than_a_database_compares_with_ease() {
        long failure = TimeUnit.SECONDS.toNanos(20);
        for (int i = 0; i < 1_500; i++) {
            begin(i, "lead_" + i);
            queue.pause(event(i, "lead_" + i), failure);
        }

        assertThat(queue.beginLook(failure)).hasSize(1_000);
    }

    private void pass(long seconds) {
        now += TimeUnit.SECONDS.toNanos(seconds);
    }

    private boolean begin(long id, String lead) {
        now += TimeUnit.MILLISECONDS.toNanos(10);
        return queue.begin(event(id, lead), true, RATE, now);
    }

    private static ThinEvent event(long id, String lead) {
        return new ThinEvent(id, "crm", "evt_" + id, lead, Instant.EPOCH);
    }
}
