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
        queue.beginLook();
        assertThat(begin(1, "a")).isTrue();

        queue.end(event(1, "a"));

        assertThat(begin(1, "a")).isFalse();
        assertThat(begin(2, "a")).as("the next event of the lead").isTrue();
    }

    @Test
    void a_lead_is_asked_for_by_one_event_at_a_time() {
        queue.beginLook();
        assertThat(begin(1, "a")).isTrue();

        assertThat(begin(2, "a")).isFalse();
        assertThat(begin(3, "b")).isTrue();
    }

    @Test
    void after_a_failure_an_event_pauses_ever_longer_and_its_lead_does_not() {
        assertThat(begin(1, "a")).isTrue();
        queue.pause(event(1, "a"), now);
        assertThat(begin(1, "a")).isFalse();
        assertThat(begin(2, "a")).isTrue();
        queue.end(event(2, "a"));

        now += TimeUnit.SECONDS.toNanos(1);
        assertThat(begin(1, "a")).isTrue();
        queue.pause(event(1, "a"), now);
        now += TimeUnit.SECONDS.toNanos(1);
        assertThat(begin(1, "a")).isFalse();
        now += TimeUnit.SECONDS.toNanos(1);
        assertThat(begin(1, "a")).isTrue();
    }

    private boolean begin(long id, String lead) {
        now += TimeUnit.MILLISECONDS.toNanos(10);
        return queue.begin(event(id, lead), true, RATE, now);
    }

    private static ThinEvent event(long id, String lead) {
        return new ThinEvent(id, "crm", "evt_" + id, lead, Instant.EPOCH);
    }
}
