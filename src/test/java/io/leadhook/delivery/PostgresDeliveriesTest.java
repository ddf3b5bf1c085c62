package io.leadhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadhook.replica.Lease;
import io.leadhook.testing.Rows;
import io.leadhook.testing.TestDatabase;
import java.sql.Types;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

class PostgresDeliveriesTest {
    private static final int MANY = 3_000;
    private static final LaneKey QUIET_LEAD = new LaneKey("leads", "lead_2");

    @Test
    void what_is_asked_about_one_lead_reads_nothing_of_others_though_statistics_are_older_than_the_outage() {
        try (TestDatabase database = TestDatabase.postgres()) {
            fill(database.jdbc());
            JdbcDeliveries deliveries =
                    new JdbcDeliveries(new JdbcTemplate(database.dataSource()), database.transactions());

            long read = rowsRead(database, () -> {
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
            fill(database.jdbc());
            JdbcDeliveries deliveries =
                    new JdbcDeliveries(new JdbcTemplate(database.dataSource()), database.transactions());

            long read = rowsRead(database, () -> {
                assertThat(deliveries.ready("crm", 0, 10)).isEmpty();
                assertThat(deliveries.newest("crm", 0, 10)).isEmpty();
                assertThat(deliveries.dueAgain("crm", Rows.RECEIVED, 10)).isEmpty();
                assertThat(deliveries.anyWaiting("crm")).isTrue();
                assertThat(deliveries.anyFreed("crm")).isFalse();
                deliveries.takeFreed(Lease.alone("delivery:crm"), "crm");
            });

            assertThat(read).isLessThan(10);
        }
    }

    /** Finished deliveries, of which PostgreSQL knows, and then as many of one lead that wait, of which it does not. */
    private static void fill(JdbcClient jdbc) {
        jdbc.sql("alter table delivery set (autovacuum_enabled = false)").update();
        new Rows(jdbc).event(1, "lead.updated", "lead_1");
        deliveries(jdbc, 1, "delivered", null);
        jdbc.sql("analyze delivery").update();
        deliveries(jdbc, 1 + MANY, "pending", 0);
    }

    private static void deliveries(JdbcClient jdbc, int first, String state, @Nullable Integer ready) {
        jdbc.sql("""
                        insert into delivery (id, event_ref, destination, source, event_id, event_type, lead_id,
                                              received_at, state, ready)
                        select series, event.id, 'crm', source, event_id, event_type, lead_id, received_at, :state, :ready
                        from event, generate_series(:first, :last) series
                        """)
                .param("first", first)
                .param("last", first + MANY - 1)
                .param("state", state)
                .param("ready", ready, Types.SMALLINT)
                .update();
    }

    private static long rowsRead(TestDatabase database, Runnable queries) {
        Long read = database.transactions().execute(status -> {
            queries.run();
            return database.jdbc().sql("""
                            select seq_tup_read + coalesce(idx_tup_fetch, 0) from pg_stat_xact_user_tables
                            where relname = 'delivery'
                            """).query(Long.class).single();
        });
        return read == null ? -1 : read;
    }
}
