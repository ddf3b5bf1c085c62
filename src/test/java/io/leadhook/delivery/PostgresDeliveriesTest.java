package io.leadhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadhook.event.EventType;
import io.leadhook.replica.Lease;
import io.leadhook.store.Databases;
import io.leadhook.testing.ReadRows;
import io.leadhook.testing.Rows;
import io.leadhook.testing.TestDatabase;
import io.leadhook.testing.UnknownBacklog;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class PostgresDeliveriesTest {
    private static final int FIRST = 1 + UnknownBacklog.SIZE;
    private static final Lease LEASE = Lease.alone("delivery:crm");
    private static final List<Delivery> WAITING = LongStream.range(FIRST, FIRST + 50)
            .mapToObj(id -> new Delivery(
                    id,
                    1,
                    "crm",
                    "leads",
                    "evt_1",
                    new EventType("lead.updated"),
                    "lead_1",
                    null,
                    Rows.RECEIVED,
                    Rows.RECEIVED,
                    false,
                    0))
            .toList();
    private static final LaneKey QUIET_LEAD = new LaneKey("leads", "lead_2");

    @Test
    void what_is_asked_about_one_lead_reads_nothing_of_others_though_statistics_are_older_than_the_outage() {
        try (TestDatabase database = TestDatabase.postgres()) {
            JdbcDeliveries deliveries = behindUnknownBacklog(database);

            long read = ReadRows.of(database, "delivery", () -> {
                assertThat(deliveries.firstWaiting("crm", List.of(QUIET_LEAD))).isEmpty();
                assertThat(deliveries.lane("crm", QUIET_LEAD, Rows.RECEIVED, 10))
                        .isEmpty();
            });

            assertThat(read).isLessThan(10);
        }
    }

    @Test
    void what_is_asked_about_a_destination_reads_nothing_that_is_finished() {
        try (TestDatabase database = TestDatabase.postgres()) {
            JdbcDeliveries deliveries = behindUnknownBacklog(database);

            long read = ReadRows.of(database, "delivery", () -> {
                assertThat(deliveries.ready("crm", 0, 10)).isEmpty();
                assertThat(deliveries.newest("crm", 0, 10)).isEmpty();
                assertThat(deliveries.dueAgain("crm", Rows.RECEIVED, 10)).isEmpty();
                assertThat(deliveries.anyWaiting("crm")).isTrue();
                assertThat(deliveries.anyFreed("crm")).isFalse();
                deliveries.takeFreed(LEASE, "crm");
            });

            assertThat(read).isLessThan(10);
        }
    }

    @Test
    void to_park_some_and_to_record_some_reads_no_others() {
        try (TestDatabase database = TestDatabase.postgres()) {
            JdbcDeliveries deliveries = behindUnknownBacklog(database);
            JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
            JdbcResults results = new JdbcResults(jdbc, database.transactions(), Databases.postgres(jdbc));

            long read = ReadRows.of(database, "delivery", () -> {
                deliveries.park(LEASE, WAITING);
                results.write(WAITING.stream()
                        .map(delivery -> new LeasedResult(LEASE, new Result.Delivered(delivery, 200, 5, Rows.RECEIVED)))
                        .toList());
            });

            assertThat(read).isLessThan(5L * WAITING.size());
            assertThat(new Rows(database.jdbc()).state(FIRST)).isEqualTo("delivered");
        }
    }

    private static JdbcDeliveries behindUnknownBacklog(TestDatabase database) {
        UnknownBacklog.fill(database);
        JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
        return new JdbcDeliveries(jdbc, database.transactions(), Databases.postgres(jdbc));
    }
}
