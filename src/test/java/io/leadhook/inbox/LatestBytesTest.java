package io.leadhook.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LatestBytesTest {
    private static final int CAPACITY = 100;

    private final LatestBytes latest = new LatestBytes(CAPACITY);

    @Test
    void the_first_that_came_is_the_first_to_go() {
        for (long id = 1; id <= 12; id++) {
            keep(id, 10);
        }

        assertThat(get(2)).isNull();
        assertThat(get(3)).hasSize(10);
        assertThat(get(12)).hasSize(10);
    }

    @Test
    void what_has_just_come_stays_however_often_others_were_asked_for() {
        for (long id = 1; id <= 10; id++) {
            keep(id, 10);
        }
        for (int i = 0; i < 1_000; i++) {
            get(1 + i % 10);
        }

        for (long id = 11; id <= 20; id++) {
            keep(id, 10);
        }

        for (long id = 11; id <= 20; id++) {
            assertThat(get(id)).as("%s", id).hasSize(10);
        }
    }

    @Test
    void what_comes_again_counts_once() {
        keep(1, 40);
        keep(2, 40);
        keep(2, 40);
        keep(2, 40);

        assertThat(get(1)).hasSize(40);
        assertThat(get(2)).hasSize(40);
    }

    @Test
    void what_is_larger_than_all_that_fits_is_not_kept() {
        keep(1, CAPACITY + 1);
        keep(2, CAPACITY);

        assertThat(get(1)).isNull();
        assertThat(get(2)).hasSize(CAPACITY);
    }

    @Test
    void another_event_with_the_same_id_takes_its_place() {
        keep(6, 10);
        latest.keep(List.of(new StoredBody(7, "leads", "evt_a", new byte[80])));

        latest.keep(List.of(new StoredBody(7, "leads", "evt_b", new byte[90])));

        assertThat(latest.get(7, "leads", "evt_b")).hasSize(90);
        assertThat(latest.get(7, "leads", "evt_a")).isNull();
        assertThat(get(6)).as("what was replaced takes no room").hasSize(10);
    }

    @Test
    void an_event_of_another_source_is_another_one() {
        keep(1, 10);

        assertThat(latest.get(1, "portal", "evt_1")).isNull();
    }

    private void keep(long id, int size) {
        latest.keep(List.of(new StoredBody(id, "leads", "evt_" + id, new byte[size])));
    }

    private byte @Nullable [] get(long id) {
        return latest.get(id, "leads", "evt_" + id);
    }
}
