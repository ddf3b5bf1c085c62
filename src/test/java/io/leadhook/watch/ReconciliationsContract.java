package io.leadhook.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadhook.delivery.Destinations;
import io.leadhook.delivery.StillDestination;
import io.leadhook.testing.StoreContract;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

abstract class ReconciliationsContract extends StoreContract {
    private final Destinations destinations = new Destinations();

    @Test
    void an_empty_store_is_balanced_and_shows_each_destination() {
        new StillDestination("crm", true, "lead.*").registerIn(destinations);

        Reconciliation sums = now();

        assertThat(sums.balanced()).isTrue();
        assertThat(sums.deliveries()).containsOnlyKeys("crm");
    }

    @Test
    void what_retention_deleted_counts_on() {
        rows.tally("accepted", "", 10);
        rows.tally("dispatched", "", 7);
        rows.tally("duplicates", "", 1);
        rows.tally("pruned_quarantined", "", 2);
        rows.tally("wanted", "crm", 7);
        rows.tally("pruned_delivered", "crm", 4);
        rows.tally("pruned_superseded", "crm", 2);
        rows.tally("pruned_discarded", "crm", 1);

        Reconciliation sums = now();

        assertThat(sums.balanced()).isTrue();
        assertThat(sums.quarantined()).isEqualTo(2);
        assertThat(sums.deliveries().get("crm")).isEqualTo(new Reconciliation.Deliveries(7, 4, 0, 0, 0, 0, 2, 1));
    }

    @Test
    void a_lost_event_or_delivery_unbalances_it() {
        rows.event(1, "lead.created", "lead_1");
        rows.delivery(11, 1, "crm", "delivered");
        assertThat(now().balanced()).isTrue();

        rows.tally("accepted", "", 1);
        assertThat(now().balanced()).isFalse();
        rows.tally("accepted", "", -1);
        rows.tally("wanted", "crm", 1);
        assertThat(now().balanced()).isFalse();
    }

    @Test
    void it_is_balanced_at_any_moment_while_events_are_stored_and_delivered() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            Future<?> writer = executor.submit(() -> {
                for (int i = 1; !stop.get(); i++) {
                    move(i);
                }
            });

            for (int i = 0; i < 300; i++) {
                Reconciliation sums = now();
                assertThat(sums.balanced()).as("%s", sums).isTrue();
            }
            stop.set(true);
            writer.get();
            assertThat(now().accepted()).isPositive();
        } finally {
            stop.set(true);
            executor.shutdown();
        }
    }

    private void move(int i) {
        database.transactions().executeWithoutResult(status -> {
            rows.waiting(i, "lead.created", "lead_" + i);
        });
        database.transactions().executeWithoutResult(status -> {
            database.jdbc().sql("delete from inbox").update();
            rows.tally("dispatched", "", 1);
            rows.delivery(100_000 + i, i, "crm", "pending");
        });
        rows.set(100_000 + i, "state = 'delivered'");
    }

    private Reconciliation now() {
        return new Reconciliations(database.jdbc(), destinations, ReconciliationsOf.UNLIMITED).now();
    }
}
