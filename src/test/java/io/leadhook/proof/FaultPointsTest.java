package io.leadhook.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.leadhook.store.FaultPoint;
import io.leadhook.testing.HubProcess;
import io.leadhook.testing.Load;
import io.leadhook.testing.Receiver;
import io.leadhook.testing.Sender;
import io.leadhook.testing.SentEvent;
import io.leadhook.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The hub dies, fails or hangs at each named point of its work, under load, one after the other on the same data; after
 * each it starts again and must have kept every promise. All points: {@code -Dleadhook.proof.fault-points=all}.
 */
@Tag("long")
class FaultPointsTest {
    private static final String ALL = "leadhook.proof.fault-points";
    private static final List<String> ACTIONS = List.of("halt", "throw", "delay");

    private record Case(FaultPoint point, String action) {
        /** Not at the first time, or some would never be reached in full work. */
        String property() {
            boolean once = isAtStart() || point == FaultPoint.DURING_SHUTDOWN || point == FaultPoint.DURING_REPLAY;
            return point.label() + ":" + action + ":" + (once ? 1 : 5);
        }

        boolean isAtStart() {
            return point == FaultPoint.BEFORE_MIGRATION || point == FaultPoint.AFTER_MIGRATION;
        }

        boolean ends() {
            return action.equals("halt") || (isAtStart() && action.equals("throw"));
        }
    }

    @TempDir
    Path folder;

    private final Receiver crm = new Receiver();
    private final Set<String> refused = new HashSet<>();

    @SuppressWarnings("NullAway.Init")
    private HubProcess hub;

    @SuppressWarnings("NullAway.Init")
    private Sender sender;

    @AfterEach
    void stop() {
        hub.close();
        crm.close();
    }

    @Test
    void some_points_on_h2() throws Exception {
        start(new HubProcess("fault-points", folder));
        strike(List.of(
                new Case(FaultPoint.AFTER_APPEND_COMMIT, "halt"), new Case(FaultPoint.BEFORE_RESULTS_COMMIT, "throw")));
    }

    @Test
    @EnabledIfSystemProperty(named = ALL, matches = "all")
    void every_point_on_h2() throws Exception {
        start(new HubProcess("fault-points-h2", folder));
        strike(cases());
    }

    @Test
    @EnabledIfSystemProperty(named = ALL, matches = "all")
    void every_point_on_postgres() throws Exception {
        try (TestDatabase database = TestDatabase.postgres()) {
            start(new HubProcess("fault-points-postgres", folder)
                    .with("spring.datasource.url", database.url())
                    .with("spring.datasource.username", database.username())
                    .withEnvironment("SPRING_DATASOURCE_PASSWORD", database.password())
                    .with("leadhook.replicas.lease", "3s"));
            strike(cases());
            hub.close();
        }
    }

    private static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (FaultPoint point : FaultPoint.values()) {
            ACTIONS.forEach(action -> cases.add(new Case(point, action)));
        }
        return cases;
    }

    private void start(HubProcess process) {
        // Some events are refused at first, so that there is something to retry and something to replay.
        crm.answer(request -> {
            if (request.leadId().startsWith("doomed")) {
                return refused.contains(request.leadId()) ? 200 : 422;
            }
            return request.attempt() == 1 && request.eventId().hashCode() % 10 == 0 ? 503 : 200;
        });
        hub = process.with("leadhook.delivery.retry-delays", "200ms,200ms,1s,1s,1s")
                .with("leadhook.delivery.breaker.minimum", "1000")
                .withEnvironment("CRM_URL", crm.url());
        sender = new Sender(hub.webhooksUrl());
    }

    private void strike(List<Case> cases) throws Exception {
        plant(null);
        hub.start().awaitReady();
        try (Load load = new Load(sender, LeadLives.of(4, 5), Duration.ofMillis(10))) {
            for (Case each : cases) {
                hub.kill();
                plant(each.property());
                hub.start();
                work(each);
                if (!each.isAtStart() || hub.isAlive()) {
                    hub.kill();
                }
                plant(null);
                hub.start().awaitReady();
                check(each);
            }
            load.finish();
        }
        await().atMost(Duration.ofMinutes(1)).until(hub.api()::unrest, Optional::isEmpty);
        JsonNode sums = hub.api().reconciliation();
        Set<String> ended = new HashSet<>(Arrivals.of(crm).delivered());
        hub.api()
                .get("/api/dead-letters?limit=100")
                .path("items")
                .forEach(dead -> ended.add(dead.path("event_id").asText()));
        assertThat(ended).as("all that was acknowledged, and nothing else").isEqualTo(sender.acknowledged());
        assertThat(sums.path("dispatched").asInt()).isEqualTo(sender.acknowledgedCount());
        assertThat(sums.path("deliveries").path("crm").path("delivered").asInt()
                        + sums.path("deliveries").path("crm").path("dead").asInt())
                .isEqualTo(sender.acknowledgedCount());
    }

    private void work(Case fault) {
        if (fault.isAtStart()) {
            if (fault.ends()) {
                hub.awaitEnd();
            } else {
                hub.awaitReady();
            }
            return;
        }
        int before = sender.acknowledgedCount();
        if (fault.point() == FaultPoint.DURING_REPLAY) {
            replay(fault);
        } else if (fault.point() == FaultPoint.DURING_SHUTDOWN) {
            hub.awaitReady();
            await().atMost(Duration.ofSeconds(30)).until(() -> sender.acknowledgedCount() > before + 20);
            hub.terminate();
        } else if (fault.ends()) {
            hub.awaitEnd();
        } else {
            await().atMost(Duration.ofSeconds(60)).until(() -> sender.acknowledgedCount() > before + 40);
        }
    }

    /** A dead letter goes on its way again, at the second wish if the first one failed. */
    private void replay(Case fault) {
        hub.awaitReady();
        String lead = "doomed" + fault.action();
        SentEvent event = SentEvent.created(lead, 1);
        await().until(() -> sender.post(event));
        await().until(() -> hub.api()
                .delivery(event.eventId(), "crm")
                .path("state")
                .asText()
                .equals("dead"));
        refused.add(lead);
        try {
            hub.api().post("/api/dead-letters/replay", "{\"destination\":\"crm\"}");
        } catch (IllegalStateException planted) {
            System.out.println("replay: " + planted.getMessage());
        }
    }

    private void plant(@Nullable String fault) {
        hub.withEnvironment("JAVA_TOOL_OPTIONS", fault == null ? "" : "-Dleadhook.fault=" + fault);
    }

    private void check(Case fault) {
        int acknowledged = sender.acknowledgedCount();
        JsonNode sums = hub.api().reconciliation();
        Arrivals arrivals = Arrivals.of(crm);
        System.out.printf(
                "%-32s acknowledged %6d | crm %6d, %3d again, %d out of order | duplicates %d | balanced %s%n",
                fault.property(),
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
}
