package io.leadhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadhook.event.EventType;
import io.leadhook.replica.Lease;
import io.leadhook.store.Databases;
import io.leadhook.testing.Rows;
import io.leadhook.testing.ScannedRows;
import io.leadhook.testing.TestDatabase;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class H2DeliveriesTest {
    private static final Lease LEASE = Lease.alone("delivery:crm");
    private static final Instant NOW = Rows.RECEIVED.plusSeconds(60);
    private static final int FINISHED = 300;
    private static final long PENDING = 1_001;
    private static final int OTHERS = 300;

    @Test
    void no_statement_of_an_engine_reads_what_is_finished() throws SQLException {
        try (TestDatabase database = TestDatabase.h2()) {
            Delivery pending = fill(new Rows(database.jdbc()));
            LaneKey lane = LaneKey.of(pending).get(0);
            ScannedRows scanned = new ScannedRows(database.dataSource());
            JdbcTemplate jdbc = new JdbcTemplate(scanned.source());
            JdbcDeliveries deliveries = new JdbcDeliveries(jdbc, scanned.transactions(), Databases.h2(jdbc));

            assertThat(deliveries.ready("crm", 0, 10)).hasSize(1);
            assertThat(deliveries.newest("crm", 0, 10)).hasSize(1);
            assertThat(deliveries.dueAgain("crm", NOW, 10)).hasSize(1);
            assertThat(deliveries.lane("crm", lane, NOW, 10)).hasSize(2);
            assertThat(deliveries.firstWaiting("crm", List.of(lane))).hasSize(1);
            assertThat(deliveries.anyWaiting("crm")).isTrue();
            deliveries.park(LEASE, List.of(pending));
            deliveries.unparkAll(LEASE, "crm");
            deliveries.takeFreed(LEASE, "crm");
            new JdbcResults(jdbc, scanned.transactions(), Databases.h2(jdbc))
                    .write(List.of(new LeasedResult(LEASE, new Result.Delivered(pending, 200, 5, NOW))));

            assertThat(scanned.bySql())
                    .hasSizeGreaterThan(12)
                    .allSatisfy((sql, rows) -> assertThat(rows).isLessThan(20));
        }
    }

    @Test
    void what_is_asked_about_a_lane_reads_nothing_of_others() throws SQLException {
        try (TestDatabase database = TestDatabase.h2()) {
            Rows rows = new Rows(database.jdbc());
            LaneKey lane = LaneKey.of(fill(rows)).get(0);
            for (long id = PENDING + 2; id < PENDING + 2 + OTHERS; id++) {
                rows.event(id, "lead.updated", "lead_" + id);
                rows.delivery(id, id, "crm", "pending");
                rows.set(id, "ready = " + id % 3);
            }
            ScannedRows scanned = new ScannedRows(database.dataSource());
            JdbcTemplate jdbc = new JdbcTemplate(scanned.source());
            JdbcDeliveries deliveries = new JdbcDeliveries(jdbc, scanned.transactions(), Databases.h2(jdbc));

            assertThat(deliveries.lane("crm", lane, NOW, 10)).hasSize(2);
            assertThat(deliveries.firstWaiting("crm", List.of(lane))).containsEntry(lane, PENDING + 1);

            assertThat(scanned.bySql())
                    .hasSize(5)
                    .allSatisfy((sql, read) -> assertThat(read).isLessThan(20));
        }
    }

    /** All of one lead, so that its index is no help unless it knows what is open. */
    private static Delivery fill(Rows rows) {
        for (int id = 1; id <= FINISHED; id++) {
            rows.event(id, "lead.updated", "lead_1");
            rows.delivery(id, id, "crm", "delivered");
        }
        rows.event(PENDING, "lead.updated", "lead_1");
        rows.delivery(PENDING, PENDING, "crm", "pending");
        rows.event(PENDING + 1, "lead.updated", "lead_1");
        rows.delivery(PENDING + 1, PENDING + 1, "crm", "retrying");
        rows.set(PENDING + 1, "next_attempt_at = received_at");
        return new Delivery(
                PENDING,
                PENDING,
                "crm",
                "leads",
                "evt_" + PENDING,
                new EventType("lead.updated"),
                "lead_1",
                null,
                Rows.RECEIVED,
                Rows.RECEIVED,
                false,
                0);
    }
}
