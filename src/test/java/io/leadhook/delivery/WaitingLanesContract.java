package io.leadhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadhook.store.Databases;
import io.leadhook.testing.Rows;
import io.leadhook.testing.TestDatabase;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** What waits in the table is found for all lanes at once, and for each of them its own. */
abstract class WaitingLanesContract {
    private static final LaneKey ADA = new LaneKey("leads", "ada");
    private static final LaneKey BEA = new LaneKey("leads", "bea");
    private static final LaneKey QUIET = new LaneKey("leads", "quiet");

    @SuppressWarnings("NullAway.Init")
    private TestDatabase database;

    @SuppressWarnings("NullAway.Init")
    private Rows rows;

    @SuppressWarnings("NullAway.Init")
    private JdbcDeliveries deliveries;

    abstract TestDatabase open();

    @BeforeEach
    void fill() {
        database = open();
        JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
        rows = new Rows(database.jdbc());
        deliveries = new JdbcDeliveries(jdbc, database.transactions(), Databases.of(database, jdbc));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void each_lane_has_a_first_of_its_own_and_one_without_has_none() {
        waits(3, "ada", "crm");
        waits(2, "ada", "crm");
        waits(4, "bea", "crm");
        mayGo(1, "quiet");

        assertThat(firstWaiting()).isEqualTo(Map.of(ADA, 2L, BEA, 4L));
    }

    @Test
    void a_merge_waits_in_both_of_its_lanes() {
        waits(2, "ada", "crm");
        rows.set(2, "related_lead_id = 'bea'");
        waits(3, "bea", "crm");

        assertThat(firstWaiting()).isEqualTo(Map.of(ADA, 2L, BEA, 2L));
    }

    @Test
    void what_an_operator_has_set_free_waits_until_it_is_taken() {
        waits(3, "ada", "crm");
        waits(2, "ada", "crm");
        rows.set(2, "ready = 2");

        assertThat(firstWaiting()).isEqualTo(Map.of(ADA, 2L));
    }

    @Test
    void what_waits_at_another_destination_or_for_a_lead_of_another_source_is_left_out() {
        waits(2, "ada", "slack");
        waits(3, "bea", "crm");
        rows.set(3, "source = 'others'");

        assertThat(firstWaiting()).isEmpty();
    }

    private Map<LaneKey, Long> firstWaiting() {
        return deliveries.firstWaiting("crm", List.of(ADA, BEA, QUIET));
    }

    private void waits(long id, String lead, String destination) {
        rows.event(id, "lead.updated", lead);
        rows.delivery(id, id, destination, "pending");
        rows.set(id, "ready = 0");
    }

    private void mayGo(long id, String lead) {
        waits(id, lead, "crm");
        rows.set(id, "ready = 1");
    }
}
