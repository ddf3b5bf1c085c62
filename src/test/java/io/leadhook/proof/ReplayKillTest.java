package io.leadhook.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.leadhook.testing.HubProcess;
import io.leadhook.testing.Receiver;
import io.leadhook.testing.Sender;
import io.leadhook.testing.SentEvent;
import io.leadhook.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bulk replay outlives the hub that runs it. */
@Tag("long")
class ReplayKillTest {
    private static final int LEADS = 40;

    @TempDir
    Path folder;

    private final Receiver crm = new Receiver();

    @AfterEach
    void stop() {
        crm.close();
    }

    @Test
    void a_killed_hub_goes_on_with_its_replay_after_the_start() {
        try (HubProcess hub = hub("replay-kill")) {
            hub.start().awaitReady();
            String replay = begin(hub);
            hub.kill();
            hub.start().awaitReady();

            assertDone(hub, replay);
        }
    }

    @Test
    void the_replay_of_a_killed_replica_is_taken_over() {
        try (TestDatabase database = TestDatabase.postgres();
                HubProcess first = on(database, hub("replay-first"));
                HubProcess second = on(database, hub("replay-second"))) {
            first.start().awaitReady();
            second.start().awaitReady();
            await().until(() -> owners(database, "replay").size() == 1);
            String replay = begin(first);
            // Whoever does it is killed: the one that is left has to go on.
            String owner = owners(database, "replay").get(0);
            boolean isFirst = owner.contains("-" + first.pid() + "-");
            assertThat(isFirst || owner.contains("-" + second.pid() + "-"))
                    .as(owner)
                    .isTrue();
            (isFirst ? first : second).kill();

            assertDone(isFirst ? second : first, replay);
            assertThat(owners(database, "replay")).doesNotContain(owner);
        }
    }

    private HubProcess hub(String name) {
        return new HubProcess(name, folder.resolve(name)).withEnvironment("CRM_URL", crm.url());
    }

    private static HubProcess on(TestDatabase database, HubProcess hub) {
        return hub.with("spring.datasource.url", database.url())
                .with("spring.datasource.username", database.username())
                .withEnvironment("SPRING_DATASOURCE_PASSWORD", database.password())
                .with("leadhook.replicas.lease", "3s");
    }

    /** Returns the path of a replay that is in its middle. */
    private String begin(HubProcess hub) {
        Sender sender = new Sender(hub.webhooksUrl());
        crm.answer(request -> 422);
        for (int lead = 1; lead <= LEADS; lead++) {
            SentEvent event = SentEvent.created("lead_" + lead, 1);
            await().until(() -> sender.post(event));
        }
        await().atMost(Duration.ofSeconds(30))
                .until(() -> hub.api().destination("crm").path("dead").asInt() == LEADS);
        crm.answer(request -> 200);
        String replay = "/api/replays/"
                + hub.api()
                        .post("/api/dead-letters/replay", "{\"destination\":\"crm\",\"rate_per_second\":5}")
                        .path("id")
                        .asText();
        await().atMost(Duration.ofSeconds(10))
                .until(() -> hub.api().get(replay).path("replayed").asInt() >= 5);
        return replay;
    }

    private void assertDone(HubProcess hub, String replay) {
        JsonNode done = await().atMost(Duration.ofSeconds(60))
                .until(() -> hub.api().get(replay), job -> !job.path("ended_at").isNull());
        assertThat(done.path("state").asText()).isEqualTo("done");
        assertThat(done.path("replayed").asInt()).isEqualTo(LEADS);
        await().atMost(Duration.ofSeconds(30)).until(hub.api()::unrest, Optional::isEmpty);
        assertThat(Arrivals.of(crm).delivered()).hasSize(LEADS);
        assertThat(hub.api()
                        .reconciliation()
                        .path("deliveries")
                        .path("crm")
                        .path("delivered")
                        .asInt())
                .isEqualTo(LEADS);
        assertThat(hub.api().reconciliation().path("balanced").asBoolean()).isTrue();
        List<String> deeds = List.of("replay begun", "replay done");
        assertThat(hub.api().get("/api/audit").path("items"))
                .extracting(entry -> entry.path("action").asText())
                .containsExactlyInAnyOrderElementsOf(deeds);
    }

    private static List<String> owners(TestDatabase database, String work) {
        return database.jdbc()
                .sql("select owner from lease where work = :work and expires_at > clock_timestamp()")
                .param("work", work)
                .query(String.class)
                .list();
    }
}
