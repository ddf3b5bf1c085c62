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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two replicas on one PostgreSQL under load, of which one is killed, stands still for longer than its lease, or is
 * restarted; or the database drops everybody, or is killed and started again. For a long run:
 * {@code -Dleadhook.proof.replica-faults=40}.
 */
class TwoReplicasTest {
    private static final int FAULTS = Integer.getInteger("leadhook.proof.replica-faults", 2);
    private static final Duration LEASE = Duration.ofSeconds(3);

    @TempDir
    Path folder;

    private final Receiver crm = new Receiver();
    private final Receiver scoring = new Receiver();
    private final Random random = Seed.of("leadhook.proof.seed").random();
    private final List<HubProcess> hubs = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private PostgresServer database;

    @SuppressWarnings("NullAway.Init")
    private Sender sender;

    @BeforeEach
    void start() {
        database = new PostgresServer(folder.resolve("postgres")).start();
        for (String name : List.of("a", "b")) {
            hubs.add(new HubProcess("replica-" + name, folder.resolve(name))
                    .on(database)
                    .with("leadhook.replicas.lease", LEASE.toSeconds() + "s")
                    .with("leadhook.delivery.retry-delays", "200ms,200ms,1s,1s,1s")
                    .withEnvironment("CRM_URL", crm.url())
                    .withEnvironment("SCORING_URL", scoring.url()));
        }
        hubs.forEach(HubProcess::start);
        hubs.forEach(HubProcess::awaitReady);
        sender = new Sender(hubs.get(0).webhooksUrl(), hubs.get(1).webhooksUrl());
    }

    @AfterEach
    void stop() {
        hubs.forEach(HubProcess::close);
        crm.close();
        scoring.close();
        database.close();
    }

    @Test
    void whatever_happens_to_a_replica_nothing_is_lost_or_out_of_order() throws Exception {
        await().until(this::bothHaveWork);
        try (Load load = new Load(sender, LeadLives.of(8, 5), Duration.ofMillis(10))) {
            for (int fault = 0; fault < FAULTS; fault++) {
                int before = sender.acknowledgedCount();
                await().atMost(Duration.ofSeconds(30)).until(() -> sender.acknowledgedCount() > before + 50);
                await().pollDelay(Duration.ofMillis(random.nextInt(1_000))).until(() -> true);
                HubProcess victim = hubs.get(random.nextInt(2));
                String what = strike(fault % 5, victim);
                await().atMost(Duration.ofSeconds(30)).until(this::bothHaveWork);
                report(what, victim == hubs.get(0) ? hubs.get(1) : hubs.get(0));
            }
            load.finish();
        }
        await().atMost(Duration.ofMinutes(1)).until(hubs.get(0).api()::unrest, Optional::isEmpty);
        report("at rest", hubs.get(0));

        Set<String> all = sender.acknowledged();
        assertThat(Arrivals.of(crm).delivered()).isEqualTo(all);
        assertThat(Arrivals.of(scoring).delivered())
                .isEqualTo(all.stream()
                        .filter(id -> SentEvent.sequenceOf(id) % 3 != 0)
                        .collect(Collectors.toSet()));
        assertThat(hubs.get(1).api().reconciliation().path("dispatched").asLong())
                .isEqualTo(all.size());
    }

    private String strike(int kind, HubProcess victim) {
        switch (kind) {
            case 0 -> {
                victim.kill();
                victim.start().awaitReady();
                return "kill";
            }
            case 1 -> {
                victim.stand();
                await().pollDelay(LEASE.multipliedBy(2))
                        .atMost(LEASE.multipliedBy(3))
                        .until(() -> true);
                victim.goOn();
                return "stop, continue";
            }
            case 2 -> {
                victim.terminate();
                victim.start().awaitReady();
                return "restart";
            }
            case 3 -> {
                database.dropConnections();
                awaitAnswers();
                return "connections cut";
            }
            default -> {
                database.kill();
                await().pollDelay(LEASE.multipliedBy(2)).until(() -> true);
                database.start();
                awaitAnswers();
                return "database killed";
            }
        }
    }

    /** Whoever asks first gets a connection that is dead without knowing it. */
    private void awaitAnswers() {
        hubs.forEach(hub -> await().ignoreExceptions().until(() -> hub.api().unrest() != null));
    }

    private boolean bothHaveWork() {
        return database.jdbc()
                        .sql("select count(distinct owner) from lease where expires_at > clock_timestamp()")
                        .query(Integer.class)
                        .single()
                == 2;
    }

    private void report(String when, HubProcess asked) {
        JsonNode sums = asked.api().reconciliation();
        Arrivals atCrm = Arrivals.of(crm);
        Arrivals atScoring = Arrivals.of(scoring);
        System.out.printf(
                "%-16s acknowledged %6d | crm %6d scoring %6d | repeats %d/%d | out of order %d/%d | balanced %s%n",
                when,
                sender.acknowledgedCount(),
                atCrm.delivered().size(),
                atScoring.delivered().size(),
                atCrm.repeats(),
                atScoring.repeats(),
                atCrm.outOfOrder(),
                atScoring.outOfOrder(),
                sums.path("balanced").asBoolean());
        assertThat(sums.path("balanced").asBoolean()).as(sums.toString()).isTrue();
        assertThat(atCrm).matches(Arrivals::clean);
        assertThat(atScoring).matches(Arrivals::clean);
    }
}
