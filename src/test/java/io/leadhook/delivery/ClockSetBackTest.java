package io.leadhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadhook.replica.Lease;
import io.leadhook.store.Databases;
import io.leadhook.testing.Rows;
import io.leadhook.testing.TestDatabase;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class ClockSetBackTest {
    private static final Instant BEFORE = Rows.RECEIVED.plusSeconds(7_200);
    private static final Instant AFTER = Rows.RECEIVED.plusSeconds(3_600);

    private final TestDatabase database = TestDatabase.h2();
    private final JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
    private final Rows rows = new Rows(database.jdbc());
    private final Lanes lanes = new Lanes(true, Bounds.DEFAULT);
    private final Window window = new Window(
            "crm",
            new JdbcDeliveries(jdbc, database.transactions(), Databases.h2(jdbc)),
            Lease.alone("delivery:crm"),
            lanes,
            Bounds.DEFAULT);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void a_retry_that_is_due_on_a_clock_that_was_set_back_is_not_kept_waiting() {
        window.fill(BEFORE);
        rows.event(1, "lead.created", "lead_1");
        rows.delivery(1, 1, "crm", "retrying");
        jdbc.update("update delivery set next_attempt_at = ?", AFTER.atOffset(ZoneOffset.UTC));

        window.fill(AFTER);

        assertThat(lanes.contains(1)).isTrue();
    }
}
