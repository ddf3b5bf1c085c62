package io.leadhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadhook.event.EventType;
import io.leadhook.event.LeadEvent;
import io.leadhook.inbox.Arrival;
import io.leadhook.testing.Hub;
import io.leadhook.testing.Receiver;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way of an event, from the inbox to a real receiver. */
class PipelineTest {
    private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

    @TempDir
    Path dataDir;

    private final Receiver crm = new Receiver();

    @SuppressWarnings("NullAway.Init")
    private Hub hub;

    @BeforeEach
    void start() {
        hub = new Hub(dataDir)
                .with("CRM_URL", crm.url())
                .with("leadhook.ordering.window", "2s")
                .with("leadhook.delivery.retry-delays", "200ms,200ms")
                .start();
    }

    @AfterEach
    void stop() {
        hub.close();
        crm.close();
    }

    @Test
    void an_event_reaches_the_crm_once_although_it_came_twice() {
        send("evt_1", EventType.CREATED, "lead_1", 1);
        send("evt_1", EventType.CREATED, "lead_1", 1);
        send("evt_2", EventType.UPDATED, "lead_1", 2);

        await().untilAsserted(() -> assertThat(eventIds("lead_1")).containsExactly("evt_1", "evt_2"));
    }

    @Test
    void an_update_waits_for_the_creation_that_it_overtook() {
        send("evt_3", EventType.UPDATED, "lead_2", 3);
        send("evt_2", EventType.UPDATED, "lead_2", 2);
        send("evt_1", EventType.CREATED, "lead_2", 1);

        await().atMost(Duration.ofMillis(1_500))
                .untilAsserted(() -> assertThat(eventIds("lead_2")).containsExactly("evt_1", "evt_2", "evt_3"));
    }

    @Test
    void an_event_whose_predecessor_never_comes_goes_on_after_the_window() {
        send("evt_5", EventType.UPDATED, "lead_3", 5);

        await().atLeast(Duration.ofMillis(1_000))
                .untilAsserted(() -> assertThat(eventIds("lead_3")).containsExactly("evt_5"));
    }

    @Test
    void a_lead_waits_behind_its_failed_delivery_and_no_other_does() {
        crm.answer(request -> request.eventId().equals("a_1") && request.attempt() < 3 ? 503 : 200);

        send("a_1", EventType.CREATED, "lead_a", 1);
        send("a_2", EventType.UPDATED, "lead_a", 2);
        send("b_1", EventType.CREATED, "lead_b", 1);

        await().untilAsserted(() -> assertThat(eventIds("lead_a")).containsExactly("a_1", "a_1", "a_1", "a_2"));
        assertThat(crm.requestsOf("lead_b").get(0).atNanos())
                .isLessThan(crm.requestsOf("lead_a").get(1).atNanos());
    }

    @Test
    void a_refused_delivery_is_dead_at_once_and_its_lead_goes_on() {
        crm.answer(request -> request.eventId().equals("a_1") ? 422 : 200);

        send("a_1", EventType.CREATED, "lead_a", 1);
        send("a_2", EventType.UPDATED, "lead_a", 2);

        await().untilAsserted(() -> assertThat(eventIds("lead_a")).containsExactly("a_1", "a_2"));
    }

    private List<String> eventIds(String leadId) {
        return crm.requestsOf(leadId).stream().map(Receiver.Request::eventId).toList();
    }

    private void send(String eventId, EventType type, String leadId, long sequence) {
        LeadEvent event = new LeadEvent(
                "leads", eventId, type, leadId, null, START.plusSeconds(sequence), sequence, "2026-01-01");
        String body = """
                {"event_id":"%s","event_type":"%s","timestamp":"%s","sequence":%d,"payload":{"lead":{"id":"%s"}}}
                """.formatted(eventId, type, event.timestamp(), sequence, leadId);
        hub.bean(ProducerTemplate.class)
                .sendBody(
                        "inbox:events",
                        new Arrival.Readable(event, body.getBytes(StandardCharsets.UTF_8), null, Instant.now()));
    }
}
