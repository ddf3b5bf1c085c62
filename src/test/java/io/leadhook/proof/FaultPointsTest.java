package io.leadhook.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.leadhook.store.FaultPoint;
import io.leadhook.testing.HubProcess;
import io.leadhook.testing.Load;
import io.leadhook.testing.PostgresServer;
import io.leadhook.testing.Receiver;
import io.leadhook.testing.Sender;
import io.leadhook.testing.SentEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The hub dies, fails or hangs at each named point of its work, one after the other on the same data; during its first
 * starts, then under load. After each it must have been struck, go on, and have kept every promise. All points:
 * {@code -Dleadhook.proof.fault-points=all}.
 */
@Tag("long")
class FaultPointsTest {
    private static final String ALL = "leadhook.proof.fault-points";
    private static final List<String> ACTIONS = List.of("halt", "throw", "delay");
    /** So often, unless the process is ended by the first. */
    private static final int STRIKES = 3;

    private record Case(FaultPoint point, String action) {
        /** Under load not the first time, or some would never be reached in full work. */
        String planted() {
            boolean seldom = isAtStart() || isAtEnd() || point == FaultPoint.DURING_REPLAY;
            return point.label() + ":" + action + (seldom ? "" : ":5");
        }

        boolean isAtStart() {
            return point == FaultPoint.BEFORE_MIGRATION || point == FaultPoint.AFTER_MIGRATION;
        }

        boolean isAtEnd() {
            return point == FaultPoint.DURING_SHUTDOWN;
        }

        boolean halts() {
            return action.equals("halt");
        }

        String lead() {
            return "doomed" + action;
        }
    }

    @TempDir
    Path folder;

    private final Receiver crm = new Receiver();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();

    @SuppressWarnings("NullAway.Init")
    private Path faultFile;

    @SuppressWarnings("NullAway.Init")
    private HubProcess hub;

    @SuppressWarnings("NullAway.Init")
    private Sender sender;

    @BeforeEach
    void plantNothing() throws IOException {
        faultFile = Files.writeString(folder.resolve("fault"), "");
    }

    @AfterEach
    void stop() {
        hub.close();
        crm.close();
    }

    @Test
    void some_points_on_h2() throws Exception {
        prepare(new HubProcess("fault-points", folder));
        strike(List.of(
                new Case(FaultPoint.AFTER_APPEND_COMMIT, "halt"), new Case(FaultPoint.BEFORE_RESULTS_COMMIT, "throw")));
    }

    @Test
    @EnabledIfSystemProperty(named = ALL, matches = "all")
    void every_point_on_h2() throws Exception {
        prepare(new HubProcess("fault-points-h2", folder));
        strike(cases());
    }

    @Test
    @EnabledIfSystemProperty(named = ALL, matches = "all")
    void every_point_on_postgres() throws Exception {
        try (PostgresServer postgres = new PostgresServer(folder.resolve("postgres")).start()) {
            prepare(new HubProcess("fault-points-postgres", folder).on(postgres).with("leadhook.replicas.lease", "3s"));
            strike(cases());
            hub.close();
        }
    }

    private static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (String action : ACTIONS) {
            for (FaultPoint point : FaultPoint.values()) {
                cases.add(new Case(point, action));
            }
        }
        return cases;
    }

    private void prepare(HubProcess process) {
        // Some events are refused at first, so that there is something to retry and something to replay.
        crm.answer(request -> {
            if (refused.contains(request.leadId())) {
                return 422;
            }
            return request.attempt() == 1 && request.eventId().hashCode() % 10 == 0 ? 503 : 200;
        });
        hub = process.with("leadhook.delivery.retry-delays", "200ms,200ms,1s,1s,1s")
                .with("leadhook.delivery.breaker.minimum", "1000")
                .withEnvironment("CRM_URL", crm.url())
                .withEnvironment("JAVA_TOOL_OPTIONS", "-Dleadhook.fault=@" + faultFile);
        sender = new Sender(hub.webhooksUrl());
    }

    private void strike(List<Case> cases) throws Exception {
        // These first: only then there is something to migrate.
        for (Case each : cases.stream().filter(Case::isAtStart).toList()) {
            strikeTheStart(each);
        }
        if (!hub.isAlive()) {
            hub.start().awaitReady();
        }
        try (Load load = new Load(sender, LeadLives.of(4, 5), Duration.ofMillis(10))) {
            for (Case each : cases.stream().filter(each -> !each.isAtStart()).toList()) {
                strikeTheWork(each);
            }
            load.finish();
        }
        await().atMost(Duration.ofMinutes(1)).until(hub.api()::unrest, Optional::isEmpty);
        checkTheEnd();
    }

    private void strikeTheStart(Case fault) throws IOException {
        hub.kill();
        plant(fault.planted());
        hub.start();
        if (fault.action().equals("delay")) {
            hub.awaitReady();
        } else {
            hub.awaitEnd();
            assertThat(hub.exitCode()).isEqualTo(fault.halts() ? 137 : 1);
        }
        plant("");
        assertThat(strikes(fault)).isEqualTo(1);
        System.out.printf("%-32s struck  1%n", fault.planted());
    }

    private void strikeTheWork(Case fault) throws IOException {
        plant(fault.planted());
        if (fault.isAtEnd()) {
            hub.terminate();
        } else if (fault.point() == FaultPoint.DURING_REPLAY) {
            die(fault.lead());
            replay(fault.lead());
        } else {
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> !hub.isAlive() || strikes(fault) >= (fault.halts() ? 1 : STRIKES));
        }
        if (fault.halts()) {
            hub.awaitEnd();
            assertThat(hub.exitCode()).isEqualTo(137);
        }
        plant("");
        assertThat(strikes(fault)).as(fault.planted()).isPositive();
        if (!hub.isAlive()) {
            assertThat(fault.halts() || fault.isAtEnd()).as("it may have ended").isTrue();
            hub.start().awaitReady();
        }
        int before = sender.acknowledgedCount();
        await().atMost(Duration.ofMinutes(1)).until(() -> sender.acknowledgedCount() > before + 20);
        if (fault.point() == FaultPoint.DURING_REPLAY) {
            replay(fault.lead());
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> state(fault.lead()).equals("delivered"));
        }
        check(fault);
    }

    /** A lead's first event becomes a dead letter; from then on its receiver would take it. */
    private void die(String lead) {
        refused.add(lead);
        await().atMost(Duration.ofMinutes(1)).until(() -> sender.post(SentEvent.created(lead, 1)));
        await().atMost(Duration.ofMinutes(1)).until(() -> state(lead).equals("dead"));
        refused.remove(lead);
    }

    private String state(String lead) {
        return hub.api().delivery(SentEvent.idOf(lead, 1), "crm").path("state").asText();
    }

    /** Whether that succeeds is not its matter: a second wish for the same must be fulfilled, and only once. */
    private void replay(String lead) {
        try {
            hub.api().post("/api/dead-letters/replay", "{\"destination\":\"crm\",\"lead_id\":\"%s\"}".formatted(lead));
        } catch (IllegalStateException planted) {
            System.out.println("replay: " + planted.getMessage());
        }
    }

    private void plant(String fault) throws IOException {
        Path next = Files.writeString(folder.resolve("next-fault"), fault);
        Files.move(next, faultFile, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private long strikes(Case fault) throws IOException {
        try (var lines = Files.lines(hub.output())) {
            return lines.filter(line -> line.endsWith("Struck: " + fault.planted()))
                    .count();
        }
    }

    private void check(Case fault) throws IOException {
        int acknowledged = sender.acknowledgedCount();
        JsonNode sums = hub.api().reconciliation();
        Arrivals arrivals = Arrivals.of(crm);
        System.out.printf(
                "%-32s struck %2d | acknowledged %6d | crm %6d, %3d again, %d out of order | duplicates %d |"
                        + " balanced %s%n",
                fault.planted(),
                strikes(fault),
                acknowledged,
                arrivals.delivered().size(),
                arrivals.repeats(),
                arrivals.outOfOrder(),
                sums.path("duplicates").asInt(),
                sums.path("balanced").asBoolean());
        assertThat(sums.path("balanced").asBoolean()).as(sums.toString()).isTrue();
        assertThat(arrivals).matches(Arrivals::clean);
        assertThat(sums.path("accepted").asInt()).isGreaterThanOrEqualTo(acknowledged);
    }

    private void checkTheEnd() {
        JsonNode sums = hub.api().reconciliation();
        JsonNode atCrm = sums.path("deliveries").path("crm");
        Set<String> ended = new HashSet<>(Arrivals.of(crm).delivered());
        ended.addAll(deadLetters());
        assertThat(ended).as("all that was acknowledged, and nothing else").isEqualTo(sender.acknowledged());
        assertThat(sums.path("dispatched").asInt()).isEqualTo(sender.acknowledgedCount());
        assertThat(atCrm.path("delivered").asInt() + atCrm.path("dead").asInt()).isEqualTo(sender.acknowledgedCount());
    }

    private Set<String> deadLetters() {
        Set<String> ids = new HashSet<>();
        String cursor = "";
        do {
            JsonNode page = hub.api().get("/api/dead-letters?limit=100" + cursor);
            page.path("items").forEach(dead -> ids.add(dead.path("event_id").asText()));
            cursor = page.hasNonNull("next") ? "&cursor=" + page.path("next").asText() : "";
        } while (!cursor.isEmpty());
        return ids;
    }
}
