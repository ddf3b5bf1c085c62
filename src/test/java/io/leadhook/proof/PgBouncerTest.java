package io.leadhook.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.leadhook.testing.HubProcess;
import io.leadhook.testing.Load;
import io.leadhook.testing.PgBouncer;
import io.leadhook.testing.PostgresServer;
import io.leadhook.testing.Receiver;
import io.leadhook.testing.Sender;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two replicas behind a pooler that gives each transaction another connection. Only where PgBouncer is installed. */
@Tag("long")
class PgBouncerTest {
    @TempDir
    Path folder;

    private final Receiver crm = new Receiver();

    @SuppressWarnings("NullAway.Init")
    private PostgresServer postgres;

    @SuppressWarnings("NullAway.Init")
    private PgBouncer pooler;

    @BeforeEach
    void start() {
        assumeTrue(PgBouncer.isInstalled(), "no PgBouncer is installed");
        postgres = new PostgresServer(folder.resolve("postgres")).start();
        pooler = new PgBouncer(folder, postgres.port()).start();
    }

    @AfterEach
    void stop() {
        crm.close();
        if (pooler != null) {
            pooler.close();
        }
        if (postgres != null) {
            postgres.close();
        }
    }

    @Test
    void a_replica_dies_behind_a_pooler_and_nothing_is_lost_or_out_of_order() throws Exception {
        try (HubProcess a = hub("a", "?prepareThreshold=0").start().awaitReady();
                HubProcess b = hub("b", "?prepareThreshold=0").start().awaitReady()) {
            Sender sender = new Sender(a.webhooksUrl(), b.webhooksUrl());
            try (Load load = new Load(sender, LeadLives.of(4, 5), Duration.ofMillis(10))) {
                await().atMost(Duration.ofMinutes(1)).until(() -> sender.acknowledgedCount() > 150);
                a.kill();
                int then = sender.acknowledgedCount();
                await().atMost(Duration.ofMinutes(1)).until(() -> sender.acknowledgedCount() > then + 150);
                a.start().awaitReady();
                load.finish();
            }
            await().atMost(Duration.ofMinutes(1)).until(b.api()::unrest, Optional::isEmpty);
            var sums = b.api().reconciliation();
            System.out.println("behind PgBouncer: " + sums + ", " + Arrivals.of(crm).repeats() + " again");
            assertThat(sums.path("balanced").asBoolean()).isTrue();
            assertThat(Arrivals.of(crm)).matches(Arrivals::clean);
            assertThat(Arrivals.of(crm).delivered()).isEqualTo(sender.acknowledged());
        }
    }

    @Test
    void without_the_setting_that_a_pooler_needs_the_start_says_which_one() {
        try (HubProcess hub = hub("unset", "").start()) {
            hub.awaitEnd();
            assertThat(hub.said("add prepareThreshold=0")).isTrue();
        }
    }

    private HubProcess hub(String name, String parameters) {
        return new HubProcess("pooled-" + name, folder.resolve(name))
                .with("spring.datasource.url", PostgresServer.url(pooler.port()) + parameters)
                .with("spring.datasource.username", "postgres")
                .with("leadhook.replicas.lease", "3s")
                .withEnvironment("CRM_URL", crm.url());
    }
}
