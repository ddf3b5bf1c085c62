package io.leadhook.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.leadhook.testing.HubProcess;
import io.leadhook.testing.Receiver;
import io.leadhook.testing.Sender;
import io.leadhook.testing.SentEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A retry is an appointment in the database, not a timer in a process. */
class RetryScheduleTest {
    private static final Duration TOLERANCE = Duration.ofMillis(50);

    @TempDir
    Path dataDir;

    @AutoClose
    private final Receiver crm = new Receiver();

    @Test
    void a_kill_while_a_delivery_waits_changes_neither_its_time_nor_its_order() {
        crm.answer(request -> request.attempt() == 1 && request.eventId().equals("evt-lead-1") ? 503 : 200);
        try (HubProcess hub = new HubProcess("retry", dataDir)
                .with("leadhook.delivery.retry-delays", "25s")
                .withEnvironment("CRM_URL", crm.url())) {
            Sender sender = new Sender(hub.webhooksUrl());
            hub.start().awaitReady();
            assertThat(sender.post(SentEvent.created("lead", 1))).isTrue();
            assertThat(sender.post(SentEvent.updated("lead", 2))).isTrue();
            await().until(() -> delivery(hub).path("state").asText().equals("retrying"));
            String time = delivery(hub).path("next_attempt_at").asText();
            // A result is seen when it is committed and outlasts a kill when it is synced, some milliseconds later. A
            // kill between the two is an attempt whose outcome nobody knows; that is KillTest's matter.
            await().pollDelay(Duration.ofSeconds(2)).until(() -> true);

            hub.kill();
            hub.start().awaitReady();

            JsonNode after = delivery(hub);
            // Unless the start took so long that its time has come.
            if (after.path("state").asText().equals("retrying")) {
                assertThat(after.path("next_attempt_at").asText()).isEqualTo(time);
                assertThat(after.path("attempts").asInt()).isEqualTo(1);
            }
            await().atMost(Duration.ofSeconds(60)).until(hub.api()::unrest, Optional::isEmpty);
            Receiver.Request second = crm.requestsOf("lead").get(1);
            Instant arrived = Instant.now().minusNanos(System.nanoTime() - second.atNanos());
            System.out.println("due at " + time + ", came at " + arrived);
            assertThat(arrived).isAfter(Instant.parse(time).minus(TOLERANCE));
            assertThat(second.attempt()).isEqualTo(2);
            assertThat(crm.requestsOf("lead").stream().map(Receiver.Request::eventId))
                    .containsExactly("evt-lead-1", "evt-lead-1", "evt-lead-2");
        }
    }

    private static JsonNode delivery(HubProcess hub) {
        return hub.api().delivery("evt-lead-1", "crm");
    }
}
