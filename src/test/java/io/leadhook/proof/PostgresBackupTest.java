package io.leadhook.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.leadhook.testing.HubProcess;
import io.leadhook.testing.InstalledPostgres;
import io.leadhook.testing.Load;
import io.leadhook.testing.Receiver;
import io.leadhook.testing.Sender;
import io.leadhook.testing.SentEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What docs/operating.md says of backups of PostgreSQL, done as it says. Only where Debian's postgresql is installed: a
 * dump needs a tool that is no older than its server.
 */
@Tag("long")
class PostgresBackupTest {
    private static final String DATABASE = "leadhook";

    @TempDir
    Path folder;

    private final Receiver crm = new Receiver();

    @AfterEach
    void stop() {
        crm.close();
    }

    @Test
    void a_dump_of_a_running_hub_is_whole_and_can_be_gone_on_from() throws Exception {
        Optional<InstalledPostgres> installed = InstalledPostgres.start(folder.resolve("postgres"));
        assumeTrue(installed.isPresent(), "no PostgreSQL is installed in /usr/lib/postgresql");
        try (InstalledPostgres postgres = installed.get();
                HubProcess hub = hub(postgres)) {
            postgres.run("createdb", DATABASE);
            hub.start().awaitReady();
            Set<String> before = dumpUnderLoad(postgres, hub);
            hub.terminate();

            postgres.run("dropdb", DATABASE);
            postgres.run("createdb", DATABASE);
            postgres.run("pg_restore", "-d", DATABASE, dump());

            hub.start().awaitReady();
            await().atMost(Duration.ofMinutes(1)).until(hub.api()::unrest, Optional::isEmpty);
            var sums = hub.api().reconciliation();
            System.out.println("restored: " + sums);
            assertThat(sums.path("balanced").asBoolean()).isTrue();
            assertThat(sums.path("dispatched").asInt()).isGreaterThanOrEqualTo(before.size());
            assertThat(Arrivals.of(crm).delivered()).containsAll(before);
            assertThat(new Sender(hub.webhooksUrl()).post(SentEvent.created("afterwards", 1)))
                    .isTrue();
        }
    }

    /** Returns what was acknowledged before the dump began. */
    private Set<String> dumpUnderLoad(InstalledPostgres postgres, HubProcess hub) throws Exception {
        Sender sender = new Sender(hub.webhooksUrl());
        try (Load load = new Load(sender, LeadLives.of(4, 5), Duration.ofMillis(5))) {
            await().atMost(Duration.ofMinutes(1)).until(() -> sender.acknowledgedCount() > 150);
            Set<String> before = sender.acknowledged();
            postgres.run("pg_dump", "-Fc", "-f", dump(), DATABASE);
            int then = sender.acknowledgedCount();
            await().atMost(Duration.ofMinutes(1)).until(() -> sender.acknowledgedCount() > then + 50);
            load.finish();
            return before;
        }
    }

    private String dump() {
        return folder.resolve("leadhook.dump").toString();
    }

    private HubProcess hub(InstalledPostgres postgres) {
        return new HubProcess("postgres-backup", folder.resolve("data"))
                .with("spring.datasource.url", postgres.url(DATABASE))
                .with("spring.datasource.username", "postgres")
                .withEnvironment("CRM_URL", crm.url());
    }
}
