package io.leadhook.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadhook.testing.HubProcess;
import io.leadhook.testing.Receiver;
import io.leadhook.testing.Sender;
import io.leadhook.testing.SentEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGKILL while leads are being fetched. */
@Tag("long")
class FetchKillTest {
    private static final int LEADS = 12;
    private static final int EVENTS = 3;

    @TempDir
    Path dataDir;

    private final Receiver crm = new Receiver();
    private final LeadSystem leads = new LeadSystem();

    @SuppressWarnings("NullAway.Init")
    private HubProcess hub;

    @BeforeEach
    void start() {
        hub = new HubProcess("fetch-kill", dataDir)
                .with("leadhook.sources.leads.fetch.url", leads.url() + "/{lead_id}")
                .with("leadhook.sources.leads.fetch.rate-per-second", "100")
                .with("leadhook.sources.leads.fetch.give-up-after", "10m")
                .withEnvironment("CRM_URL", crm.url());
        hub.start().awaitReady();
    }

    @AfterEach
    void stop() {
        hub.close();
        crm.close();
        leads.close();
    }

    @Test
    void a_kill_during_a_fetch_loses_nothing_and_the_lead_still_comes() {
        CountDownLatch silent = new CountDownLatch(1);
        leads.answer(question -> {
            hold(silent);
            return LeadSystem.lead("first@example.com");
        });
        Sender sender = new Sender(hub.webhooksUrl());
        for (int number = 1; number <= EVENTS; number++) {
            for (int lead = 1; lead <= LEADS; lead++) {
                assertThat(sender.post(thin("lead_" + lead, number))).isTrue();
            }
        }
        await().until(() -> leads.questions().size() >= 2);
        hub.kill();
        silent.countDown();

        leads.answer(question -> {
            hold(Duration.ofMillis(300));
            return LeadSystem.lead("first@example.com");
        });
        hub.start().awaitReady();
        await().atMost(Duration.ofSeconds(30)).until(() -> crm.requests().size() >= 2);
        hub.kill();
        assertThat(crm.requests()).as("killed in the middle").hasSizeLessThan(LEADS * EVENTS);

        hub.start().awaitReady();
        await().atMost(Duration.ofSeconds(60)).until(hub.api()::unrest, Optional::isEmpty);
        for (int lead = 1; lead <= LEADS; lead++) {
            assertThat(crm.requestsOf("lead_" + lead).stream()
                            .map(Receiver.Request::eventId)
                            .distinct())
                    .containsExactly("evt-lead_" + lead + "-1", "evt-lead_" + lead + "-2", "evt-lead_" + lead + "-3");
        }
        assertThat(crm.requests()).allMatch(put -> put.body().contains("first@example.com"));
        assertThat(hub.api().reconciliation().path("balanced").asBoolean()).isTrue();
        assertThat(hub.api().reconciliation().path("dispatched").asInt()).isEqualTo(LEADS * EVENTS);
    }

    private static SentEvent thin(String lead, int number) {
        SentEvent fat = number == 1 ? SentEvent.created(lead, number) : SentEvent.updated(lead, number);
        String body = fat.body().replaceFirst("\"payload\":.*", "\"payload\":{\"lead_id\":\"" + lead + "\"}}");
        return new SentEvent(fat.eventId(), fat.type(), lead, number, body);
    }

    private static void hold(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void hold(Duration time) {
        try {
            TimeUnit.MILLISECONDS.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
