package io.leadhook.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.leadhook.testing.HubProcess;
import io.leadhook.testing.Load;
import io.leadhook.testing.PostgresServer;
import io.leadhook.testing.Receiver;
import io.leadhook.testing.Sender;
import io.leadhook.testing.SentEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** SIGKILL of the hub or of its PostgreSQL under load, again and again. For a long run: {@code -Dleadhook.proof.kills=20}. */
class KillTest {
    private static final int KILLS = Integer.getInteger("leadhook.proof.kills", 1);
    private static final int SENDERS = 8;
    private static final int LEADS_EACH = 5;

    @TempDir
    Path dataDir;

    private final Receiver crm = new Receiver();
    private final Receiver scoring = new Receiver();
    private final Receiver slack = new Receiver();
    private final Random random = Seed.of("leadhook.proof.seed").random();

    @SuppressWarnings("NullAway.Init")
    private HubProcess hub;

    @SuppressWarnings("NullAway.Init")
    private Sender sender;

    private enum Victim {
        HUB_ON_H2,
        HUB_ON_POSTGRES,
        POSTGRES
    }

    @SuppressWarnings("NullAway.Init")
    private PostgresServer postgres;

    private void start(Victim victim) {
        hub = new HubProcess("kill", dataDir)
                .with("leadhook.delivery.retry-delays", "200ms,200ms,1s,1s,1s")
                .with("slack.rate-per-second", "50")
                .with("slack.batch", "200")
                .withEnvironment("CRM_URL", crm.url())
                .withEnvironment("SCORING_URL", scoring.url())
                .withEnvironment("SLACK_WEBHOOK_URL", slack.url() + "/services/T/B/x");
        if (victim != Victim.HUB_ON_H2) {
            postgres = new PostgresServer(dataDir.resolve("postgres")).start();
            hub.on(postgres).with("leadhook.replicas.lease", "3s");
        }
        hub.start().awaitReady();
        sender = new Sender(hub.webhooksUrl());
    }

    @AfterEach
    void stop() {
        if (hub != null) {
            hub.close();
        }
        if (postgres != null) {
            postgres.close();
        }
        crm.close();
        scoring.close();
        slack.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"HUB_ON_H2", "POSTGRES"})
    void no_kill_loses_or_reorders_what_was_acknowledged(Victim victim) throws Exception {
        killUnderLoad(victim);
    }

    /** In each build TwoReplicasTest kills such a hub, and another one goes on. */
    @Test
    @Tag("long")
    void nor_does_one_of_a_hub_on_postgres() throws Exception {
        killUnderLoad(Victim.HUB_ON_POSTGRES);
    }

    private void killUnderLoad(Victim victim) throws Exception {
        start(victim);
        try (Load load = new Load(sender, LeadLives.of(SENDERS, LEADS_EACH), Duration.ofMillis(10))) {
            for (int kill = 1; kill <= KILLS; kill++) {
                int before = sender.acknowledgedCount();
                await().conditionEvaluationListener(hub.dumpThreadsOnTimeout())
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> sender.acknowledgedCount() > before + 50);
                await().pollDelay(Duration.ofMillis(random.nextInt(1_500))).until(() -> true);
                if (victim == Victim.POSTGRES) {
                    killPostgres(kill);
                } else {
                    killHub(kill);
                }
                report("kill " + kill);
            }
            load.finish();
        }
        await().conditionEvaluationListener(hub.dumpThreadsOnTimeout())
                .atMost(Duration.ofMinutes(1))
                .until(hub.api()::unrest, Optional::isEmpty);
        report("at rest");

        Set<String> all = sender.acknowledged();
        JsonNode sums = hub.api().reconciliation();
        assertThat(Arrivals.of(crm).delivered()).isEqualTo(all);
        assertThat(Arrivals.ofDigests(slack).delivered()).isEqualTo(all);
        assertThat(Arrivals.of(scoring).delivered()).isEqualTo(wantedByScoring(all));
        assertThat(sums.path("dispatched").asLong()).isEqualTo(all.size());
        assertThat(sums.path("accepted").asLong())
                .as("each answer 200 is accounted for")
                .isGreaterThanOrEqualTo(sender.answers());
        assertThat(sums.path("deliveries").findValues("dead"))
                .allSatisfy(dead -> assertThat(dead.asLong()).isZero());
    }

    private void killHub(int kill) {
        hub.kill();
        if (kill % 4 == 0) {
            // Once more, somewhere in its start.
            hub.start();
            await().pollDelay(Duration.ofMillis(500 + random.nextInt(4_000))).until(() -> true);
            hub.kill();
        }
        hub.start().awaitReady();
    }

    private void killPostgres(int kill) {
        if (kill % 2 == 0) {
            postgres.stopImmediately();
        } else {
            postgres.kill();
        }
        await().pollDelay(Duration.ofMillis(random.nextInt(2_000))).until(() -> true);
        postgres.start();
        // Whoever asks first gets a connection that is dead without knowing it.
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> hub.api().reconciliation().path("balanced").asBoolean());
    }

    /** Says and asserts what must hold after each kill. */
    private void report(String when) {
        JsonNode sums = hub.api().reconciliation();
        Arrivals atCrm = Arrivals.of(crm);
        Arrivals atScoring = Arrivals.of(scoring);
        Arrivals atSlack = Arrivals.ofDigests(slack);
        System.out.printf(
                "%-8s acknowledged %6d | crm %6d scoring %6d slack %6d | repeats %d/%d/%d | out of order %d/%d/%d |"
                        + " duplicates %d | balanced %s%n",
                when,
                sender.acknowledgedCount(),
                atCrm.delivered().size(),
                atScoring.delivered().size(),
                atSlack.delivered().size(),
                atCrm.repeats(),
                atScoring.repeats(),
                atSlack.repeats(),
                atCrm.outOfOrder(),
                atScoring.outOfOrder(),
                atSlack.outOfOrder(),
                sums.path("duplicates").asLong(),
                sums.path("balanced").asBoolean());
        assertThat(sums.path("balanced").asBoolean()).as(sums.toString()).isTrue();
        assertThat(atCrm).matches(Arrivals::clean);
        assertThat(atScoring).matches(Arrivals::clean);
        assertThat(atSlack).matches(Arrivals::clean);
    }

    private static Set<String> wantedByScoring(Set<String> all) {
        return all.stream().filter(id -> SentEvent.sequenceOf(id) % 3 != 0).collect(Collectors.toSet());
    }
}
