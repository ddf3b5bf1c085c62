package io.leadhook.receive;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadhook.testing.LogLines;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.util.unit.DataSize;

class WaterMarksTest {
    private final LogLines log = new LogLines(WaterMarks.class);
    private final Door door = new Door();
    private final AtomicLong waiting = new AtomicLong();
    private boolean databaseAway;
    private final AtomicLong free = new AtomicLong(1L << 40);
    private final WaterMarks marks = new WaterMarks(
            this::count,
            free::get,
            new WebhookProperties(
                    0, "127.0.0.1", DataSize.ofMegabytes(1), 200, null, 600, 100, DataSize.ofMegabytes(200)),
            door);

    @AfterEach
    void stopListening() {
        log.close();
    }

    @Test
    void the_door_is_full_above_the_high_water_and_open_again_well_below() {
        waiting.set(100);
        marks.refresh();
        assertThat(door.isFull()).isFalse();

        waiting.set(101);
        marks.refresh();
        marks.refresh();
        assertThat(door.isFull()).isTrue();
        waiting.set(95);
        marks.refresh();
        assertThat(door.isFull()).isTrue();
        waiting.set(90);
        marks.refresh();
        assertThat(door.isFull()).isFalse();

        assertThat(log.text().split("answered 503 from now on", -1)).hasSize(2);
        assertThat(log.text()).contains("leadhook.webhooks.inbox-high-water = 100", "taken again");
    }

    @Test
    void a_disk_that_is_nearly_full_closes_it_too() {
        free.set(DataSize.ofMegabytes(199).toBytes());

        marks.refresh();

        assertThat(door.isFull()).isTrue();
        assertThat(log.text()).contains("leadhook.webhooks.disk-low-water");
    }

    @Test
    void without_the_database_the_disk_is_looked_at_all_the_same_and_the_log_says_so_once() {
        databaseAway = true;
        marks.refresh();
        assertThat(door.isFull()).isFalse();

        free.set(DataSize.ofMegabytes(199).toBytes());
        marks.refresh();
        assertThat(door.isFull()).isTrue();

        assertThat(log.text().split("cannot be counted", -1)).hasSize(2);
        assertThat(log.text()).contains("leadhook.webhooks.disk-low-water");
    }

    @Test
    void a_full_inbox_keeps_the_door_closed_while_the_database_is_away() {
        waiting.set(101);
        marks.refresh();
        databaseAway = true;
        marks.refresh();
        assertThat(door.isFull()).isTrue();

        databaseAway = false;
        waiting.set(0);
        marks.refresh();
        assertThat(door.isFull()).isFalse();
        databaseAway = true;
        marks.refresh();

        assertThat(log.text().split("cannot be counted", -1))
                .as("twice, once per episode")
                .hasSize(3);
    }

    private long count(long most) {
        if (databaseAway) {
            throw new DataAccessResourceFailureException("connection refused");
        }
        return Math.min(most, waiting.get());
    }
}
