package io.leadhook.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LatestBytesTest {
    private static final int CAPACITY = 100;

    private final LatestBytes latest = new LatestBytes(CAPACITY);

    @Test
    void the_first_that_came_is_the_first_to_go() {
        for (long id = 1; id <= 12; id++) {
            keep(id, 10);
        }

        assertThat(latest.get(2)).isNull();
        assertThat(latest.get(3)).hasSize(10);
        assertThat(latest.get(12)).hasSize(10);
    }

    @Test
    void what_has_just_come_stays_however_often_others_were_asked_for() {
        for (long id = 1; id <= 10; id++) {
            keep(id, 10);
        }
        for (int i = 0; i < 1_000; i++) {
            latest.get(1 + i % 10);
        }

        for (long id = 11; id <= 20; id++) {
            keep(id, 10);
        }

        for (long id = 11; id <= 20; id++) {
            assertThat(latest.get(id)).as("%s", id).hasSize(10);
        }
    }

    @Test
    void what_comes_again_counts_once() {
        keep(1, 40);
        keep(2, 40);
        keep(2, 40);
        keep(2, 40);

        assertThat(latest.get(1)).hasSize(40);
        assertThat(latest.get(2)).hasSize(40);
    }

    @Test
    void what_is_larger_than_all_that_fits_is_not_kept() {
        keep(1, CAPACITY + 1);
        keep(2, CAPACITY);

        assertThat(latest.get(1)).isNull();
        assertThat(latest.get(2)).hasSize(CAPACITY);
    }

    private void keep(long id, int size) {
        latest.keep(Map.of(id, new byte[size]));
    }
}
