package io.leadhook.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadhook.replica.Leases;
import io.leadhook.testing.Rows;
import io.leadhook.testing.StoreContract;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

abstract class RetentionContract extends StoreContract {
    static final Instant NOW = Instant.parse("2026-12-31T00:00:00Z");

    @Test
    void what_is_done_and_old_is_deleted_and_counted() {
        rows.event(1, "lead.created", "lead_1");
        rows.delivery(11, 1, "crm", "delivered");
        rows.delivery(12, 1, "slack", "superseded");
        rows.attempt(11, 1, Rows.RECEIVED, 5, "busy");
        rows.event(2, "lead.created", "lead_2");
        rows.delivery(21, 2, "crm", "delivered");
        rows.delivery(22, 2, "slack", "discarded");

        run();
        run();

        assertThat(rows.count("event")).isZero();
        assertThat(rows.count("delivery")).isZero();
        assertThat(rows.count("attempt")).isZero();
        assertThat(tallies())
                .containsEntry("pruned_delivered crm", 2L)
                .containsEntry("pruned_superseded slack", 1L)
                .containsEntry("pruned_discarded slack", 1L);
    }

    @Test
    void what_is_not_done_stays_whatever_its_age() {
        int id = 0;
        for (String state : List.of("pending", "retrying", "dead")) {
            id++;
            rows.event(id, "lead.created", "lead_" + id);
            rows.delivery(10 + id, id, "crm", state);
            rows.delivery(20 + id, id, "slack", "delivered");
        }
        rows.waiting(8, "lead.created", "lead_8");
        rows.quarantined(9, 91, "{}");

        run();

        assertThat(rows.count("event")).isEqualTo(5);
        assertThat(rows.count("delivery")).isEqualTo(7);
    }

    @Test
    void what_is_young_or_was_finished_lately_stays() {
        rows.event(1, "lead.created", "lead_1", NOW.minus(Duration.ofDays(30)));
        rows.delivery(11, 1, "crm", "delivered");
        rows.event(2, "lead.created", "lead_2");
        rows.delivery(21, 2, "crm", "delivered");
        rows.set(21, "finished_at = timestamp with time zone '2026-12-30 00:00:00+00'");

        run();

        assertThat(rows.count("event")).isEqualTo(2);
    }

    @Test
    void unwanted_events_go_and_discarded_quarantined_ones_are_counted() {
        rows.event(1, "lead.created", "lead_1");
        database.jdbc().sql("update event set state = 'unwanted'").update();
        rows.quarantined(2, 21, "{}");
        rows.set(21, "state = 'discarded'");

        run();

        assertThat(rows.count("event")).isZero();
        assertThat(tallies()).containsEntry("pruned_quarantined ", 1L);
    }

    @Test
    void what_a_replay_of_a_dead_letter_must_know_of_stays_with_it() {
        rows.event(1, "lead.created", "lead_1");
        rows.delivery(11, 1, "crm", "delivered");
        rows.event(2, "lead.updated", "lead_1");
        rows.delivery(21, 2, "crm", "dead");
        rows.event(3, "lead.updated", "lead_1");
        rows.delivery(31, 3, "crm", "delivered");
        rows.event(4, "lead.created", "lead_2");
        rows.delivery(41, 4, "crm", "delivered");

        run();
        assertThat(events()).containsExactly(2L, 3L);

        rows.set(21, "state = 'discarded'");
        run();
        assertThat(events()).isEmpty();
    }

    @Test
    void a_merge_is_known_as_long_as_a_dead_letter_of_either_of_its_leads() {
        rows.event(1, "lead.updated", "lead_1");
        rows.delivery(11, 1, "crm", "dead");
        rows.event(2, "lead.merged", "lead_2");
        rows.delivery(21, 2, "crm", "delivered");
        database.jdbc()
                .sql("update event set related_lead_id = 'lead_1' where id = 2")
                .update();

        run();

        assertThat(events()).containsExactly(1L, 2L);
    }

    @Test
    void more_than_a_batch_is_deleted_even_with_kept_ones_between() {
        database.transactions().executeWithoutResult(status -> {
            for (int i = 1; i <= 1203; i++) {
                rows.event(i, "lead.created", "lead_" + i);
                rows.delivery(10_000 + i, i, "crm", i % 3 == 0 ? "dead" : "delivered");
            }
        });

        run();

        assertThat(rows.count("event")).isEqualTo(401);
        assertThat(tallies()).containsEntry("pruned_delivered crm", 802L);
    }

    @Test
    void ids_of_seen_events_are_kept_for_as_long_as_senders_repeat() {
        seen("old", NOW.minus(Duration.ofDays(7)).minusSeconds(1));
        seen("young", NOW.minus(Duration.ofDays(7)));

        run();

        assertThat(database.jdbc()
                        .sql("select event_id from seen_event")
                        .query(String.class)
                        .list())
                .containsExactly("young");
    }

    private List<Long> events() {
        return database.jdbc()
                .sql("select id from event order by id")
                .query(Long.class)
                .list();
    }

    private void run() {
        run(database.jdbc(), database.transactions());
    }

    void run(JdbcClient jdbc, TransactionOperations transactions) {
        new Retention(
                        new JdbcRetention(jdbc),
                        new RetentionProperties(Duration.ofDays(30)),
                        transactions,
                        Leases.alone(),
                        Clock.fixed(NOW, ZoneOffset.UTC))
                .run();
    }

    void seen(String id, Instant at) {
        database.jdbc()
                .sql("insert into seen_event (source, event_id, seen_at) values ('leads', :id, :at)")
                .param("id", id)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    private Map<String, Long> tallies() {
        Map<String, Long> tallies = new HashMap<>();
        database.jdbc().sql("select name, scope, amount from tally").query((ResultSet row) -> {
            tallies.put(row.getString(1) + " " + row.getString(2), row.getLong(3));
        });
        return tallies;
    }
}
