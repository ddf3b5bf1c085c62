package io.leadhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadhook.replica.Lease;
import io.leadhook.store.Databases;
import io.leadhook.testing.Rows;
import io.leadhook.testing.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** A backlog that is longer than the window, on real tables. */
class FreshEventsTest {
    private static final Bounds BOUNDS = new Bounds(8, 4, 3, 2);
    private static final int BACKLOG = 30;

    private final TestDatabase database = TestDatabase.h2();
    private final JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
    private final Rows rows = new Rows(database.jdbc());
    private final Lanes lanes = new Lanes(true, BOUNDS);
    private final Window window = new Window(
            "crm",
            new JdbcDeliveries(jdbc, database.transactions(), Databases.h2(jdbc)),
            Lease.alone("delivery:crm"),
            lanes,
            BOUNDS);

    @BeforeEach
    void pileUp() {
        for (int id = 1; id <= BACKLOG; id++) {
            deliver(id, "lead" + id);
        }
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void a_fresh_event_does_not_wait_until_the_backlog_is_through() {
        deliver(BACKLOG + 1, "fresh");
        fill();

        assertThat(window.isBehind()).isTrue();
        assertThat(lanes.contains(BACKLOG / 2)).isFalse();
        assertThat(start(true)).containsExactly(BACKLOG + 1L);
        assertThat(start(false)).containsExactly(1L);
    }

    @Test
    void a_fresh_event_waits_for_the_older_ones_of_its_lead() {
        deliver(BACKLOG + 1, "lead15");
        deliver(BACKLOG + 2, "lead1");
        fill();

        assertThat(lanes.contains(BACKLOG + 1))
                .as("its lead has one in the table")
                .isFalse();
        assertThat(lanes.contains(BACKLOG + 2)).as("its lead has one in memory").isFalse();
    }

    @Test
    void fresh_events_are_bounded_too() {
        for (int id = BACKLOG + 1; id <= 2 * BACKLOG; id++) {
            deliver(id, "fresh" + id);
        }
        fill();

        assertThat(lanes.size()).isLessThanOrEqualTo(BOUNDS.window() + BOUNDS.page() + BOUNDS.fresh());
    }

    private void fill() {
        for (int i = 0; i < 5; i++) {
            window.fill(Rows.RECEIVED.plusSeconds(i));
        }
    }

    private List<Long> start(boolean newest) {
        return lanes.start(1, delivery -> false, newest).stream()
                .map(Delivery::id)
                .toList();
    }

    private void deliver(long id, String lead) {
        rows.event(id, "lead.created", lead);
        rows.delivery(id, id, "crm", "pending");
    }
}
