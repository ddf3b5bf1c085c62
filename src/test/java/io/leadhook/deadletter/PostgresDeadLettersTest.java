package io.leadhook.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadhook.testing.ReadRows;
import io.leadhook.testing.TestDatabase;
import io.leadhook.testing.UnknownBacklog;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PostgresDeadLettersTest extends DeadLettersContract {
    @Override
    protected TestDatabase open() {
        return TestDatabase.postgres();
    }

    @Test
    void what_waits_behind_a_dead_letter_is_set_free_without_reading_what_waits_for_others() {
        UnknownBacklog.fill(database);
        rows.event(10_001, "lead.created", "lead_2");
        rows.event(10_002, "lead.updated", "lead_2");
        rows.delivery(10_001, 10_001, "crm", "dead");
        rows.delivery(10_002, 10_002, "crm", "pending");
        rows.set(10_002, "ready = 0");

        long read = ReadRows.of(
                database,
                "delivery",
                () -> assertThat(letters().discard(10_001)).isEqualTo(new Handling.Done(10_001, "discarded")));

        assertThat(database.jdbc()
                        .sql("select ready from delivery where id = 10002")
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
        assertThat(read).isLessThan(30);
    }

    @Test
    void what_is_newer_of_a_lead_is_found_without_reading_other_leads() {
        mergeAmongOthers();
        JdbcDeadLetters table = RealDeadLetters.rows(database.jdbc());

        long read = ReadRows.of(
                database,
                "event",
                () -> assertThat(table.superseded(Set.of(1L))).containsExactly(1L));

        assertThat(read).isLessThan(20);
    }
}
