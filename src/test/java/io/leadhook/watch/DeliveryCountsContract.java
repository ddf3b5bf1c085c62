package io.leadhook.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadhook.testing.Rows;
import io.leadhook.testing.StoreContract;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

abstract class DeliveryCountsContract extends StoreContract {
    private static final List<String> STATES =
            List.of("pending", "retrying", "dead", "delivered", "delivered", "superseded", "discarded");

    @Test
    void every_state_is_counted() {
        fill();

        Backlog crm = counts().getOrDefault("crm", Backlog.NONE);

        assertThat(crm.amounts())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "pending", 1L, "retrying", 1L, "dead", 1L, "delivered", 2L, "superseded", 1L, "discarded", 1L));
        assertThat(crm.oldest()).contains(Rows.RECEIVED);
    }

    @Test
    void a_replayed_event_has_waited_since_its_replay() {
        Instant replayed = Rows.RECEIVED.plusSeconds(86_400);
        rows.event(1, "lead.updated", "lead_1");
        rows.delivery(1, 1, "crm", "pending");
        rows.set(1, "replayed_at = timestamp with time zone '" + replayed + "'");

        assertThat(counts()).extractingByKey("crm").extracting(Backlog::oldest).isEqualTo(Optional.of(replayed));
    }

    @Test
    void what_is_past_its_retention_is_not_counted() {
        fill();
        rows.tally("wanted", "crm", 30);
        rows.tally("pruned_delivered", "crm", 20);
        rows.tally("pruned_superseded", "crm", 10);

        assertThat(counts())
                .extractingByKey("crm")
                .extracting(crm -> crm.amount("delivered"))
                .isEqualTo(2L);
    }

    @Test
    void an_event_that_could_not_be_read_is_nobodys_delivery() {
        rows.quarantined(1, 1, "{");

        assertThat(counts())
                .containsOnlyKeys("inbox")
                .extractingByKey("inbox")
                .extracting(Backlog::amounts)
                .isEqualTo(Map.of("dead", 1L, "delivered", 0L));
    }

    final void fill() {
        for (int id = 1; id <= STATES.size(); id++) {
            rows.event(id, "lead.updated", "lead_" + id);
            rows.delivery(id, id, "crm", STATES.get(id - 1));
        }
    }

    private Map<String, Backlog> counts() {
        return new JdbcDeliveryCounts(database.jdbc()).all();
    }
}
