package io.leadhook.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.leadhook.testing.Hub;
import io.leadhook.testing.Receiver;
import io.leadhook.testing.Rows;
import io.leadhook.testing.Sender;
import io.leadhook.testing.SentEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables of the first version, with rows in every state, become those of this version, and the work goes on. */
abstract class UpgradeContract {
    @TempDir
    Path dataDir;

    abstract String vendor();

    /** Straight to the database; the hub is not running. */
    abstract DataSource dataSource();

    abstract Hub newHub();

    /** What drew the ids of the rows that are there stands behind them. */
    void passIds(JdbcClient jdbc) {}

    @Test
    void rows_of_the_first_version_are_worked_on_by_this_one() {
        firstVersion();
        fill(new Rows(JdbcClient.create(dataSource())));
        passIds(JdbcClient.create(dataSource()));
        try (Receiver crm = new Receiver();
                Hub hub = newHub().with("CRM_URL", crm.url()).start()) {
            await().atMost(Duration.ofSeconds(30)).until(hub.api()::unrest, Optional::isEmpty);
            var sums = hub.api().reconciliation();
            assertThat(sums.path("balanced").asBoolean()).as(sums.toString()).isTrue();
            assertThat(sums.path("accepted").asInt()).isEqualTo(8);
            assertThat(sums.path("deliveries").path("crm").path("dead").asInt()).isEqualTo(1);
            assertThat(crm.requests())
                    .extracting(Receiver.Request::eventId)
                    .containsExactlyInAnyOrder("evt_1", "evt_2", "evt_7");
            assertThat(new Sender(hub.webhooksUrl()).post(SentEvent.created("new", 1)))
                    .isTrue();
        }
    }

    @Test
    void the_tables_of_a_newer_version_are_refused() {
        firstVersion();
        JdbcClient.create(dataSource()).sql("""
                insert into "flyway_schema_history" ("installed_rank", "version", "description", "type", "script",
                    "checksum", "installed_by", "execution_time", "success")
                values (99, '99', 'from the future', 'SQL', 'V99__future.sql', 1, 'test', 1, true)
                """).update();

        assertThatThrownBy(() -> newHub().start())
                .rootCause()
                .hasMessageContaining("version 99")
                .hasMessageContaining("a newer one has worked on this database");
    }

    private void firstVersion() {
        Flyway.configure()
                .dataSource(dataSource())
                .locations("classpath:db/migration/" + vendor())
                .target("1")
                .load()
                .migrate();
        // Filled as today's tables are; this column of then has gone since.
        for (String table : List.of("event", "inbox", "delivery")) {
            JdbcClient.create(dataSource())
                    .sql("alter table " + table + " alter column partition_no set default 0")
                    .update();
        }
    }

    private static void fill(Rows rows) {
        String[] states = {"pending", "retrying", "delivered", "dead", "superseded", "discarded"};
        for (int i = 0; i < states.length; i++) {
            rows.event(i + 1, "lead.created", "lead_" + (i + 1));
            rows.delivery(i + 11, i + 1, "crm", states[i]);
        }
        rows.set(12, "next_attempt_at = received_at");
        rows.waiting(7, "lead.created", "lead_7");
        rows.quarantined(8, 18, "{}");
    }
}
