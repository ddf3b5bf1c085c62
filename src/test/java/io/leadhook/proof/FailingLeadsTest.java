package io.leadhook.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadhook.testing.Hub;
import io.leadhook.testing.Receiver;
import io.leadhook.testing.Sender;
import io.leadhook.testing.SentEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The CRM refuses some leads for a while: they wait, nobody else does. */
class FailingLeadsTest {
    private static final int LEADS = 50;
    private static final int FAILING = 5;
    private static final int EVENTS_EACH = 6;

    @TempDir
    Path dataDir;

    private final Receiver crm = new Receiver();
    private final Receiver scoring = new Receiver();
    private final Receiver slack = new Receiver();

    @SuppressWarnings("NullAway.Init")
    private Hub hub;

    @SuppressWarnings("NullAway.Init")
    private Sender sender;

    @BeforeEach
    void start() {
        hub = new Hub(dataDir)
                .with("CRM_URL", crm.url())
                .with("SCORING_URL", scoring.url())
                .with("SLACK_WEBHOOK_URL", slack.url() + "/services/T/B/x")
                .with("slack.rate-per-second", "50")
                .with("leadhook.delivery.retry-delays", String.join(",", Collections.nCopies(100, "400ms")))
                .start();
        sender = new Sender(hub.webhooksUrl());
    }

    @AfterEach
    void stop() {
        hub.close();
        crm.close();
        scoring.close();
        slack.close();
    }

    @Test
    void leads_that_the_crm_refuses_wait_in_order_and_delay_nobody() {
        send("warm");
        await().atMost(Duration.ofSeconds(20)).until(hub.api()::unrest, Optional::isEmpty);
        send("calm");
        await().atMost(Duration.ofSeconds(20)).until(hub.api()::unrest, Optional::isEmpty);

        crm.answer(request -> isFailing(request.leadId()) ? 503 : 200);
        send("lead");
        await().atMost(Duration.ofSeconds(20)).until(() -> healthy(crm).size() == (LEADS - FAILING) * EVENTS_EACH);
        await().atMost(Duration.ofSeconds(20)).until(() -> ids(scoring, "lead").size() == LEADS * EVENTS_EACH);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Arrivals.ofDigests(slack).delivered().stream()
                                .filter(id -> id.startsWith("evt-lead"))
                                .count()
                        == LEADS * EVENTS_EACH);
        assertThat(crm.requests().stream()
                        .filter(request -> isFailing(request.leadId()))
                        .map(request -> SentEvent.sequenceOf(request.eventId())))
                .as("only the first event of a refused lead is tried")
                .isNotEmpty()
                .containsOnly(1L);
        System.out.println("crm, no failures:              " + latencies(crm, id -> id.startsWith("evt-calm")));
        System.out.println("crm, healthy leads:            "
                + latencies(crm, id -> id.startsWith("evt-lead") && !isFailing(SentEvent.leadOf(id))));
        System.out.println("scoring, no failures:          " + latencies(scoring, id -> id.startsWith("evt-calm")));
        System.out.println("scoring, while the crm refuses: " + latencies(scoring, id -> id.startsWith("evt-lead")));

        crm.answer(request -> 200);
        await().atMost(Duration.ofSeconds(30)).until(hub.api()::unrest, Optional::isEmpty);
        assertThat(Arrivals.of(crm)).matches(Arrivals::clean);
        assertThat(Arrivals.of(crm).delivered()).isEqualTo(sender.acknowledged());
        assertThat(hub.api().reconciliation().path("balanced").asBoolean()).isTrue();
    }

    /** Round by round, so that the events of a lead stand apart as they do in life. */
    private void send(String prefix) {
        for (long sequence = 1; sequence <= EVENTS_EACH; sequence++) {
            for (int lead = 0; lead < LEADS; lead++) {
                String id = prefix + lead;
                SentEvent event = sequence == 1 ? SentEvent.created(id, 1) : SentEvent.updated(id, sequence);
                assertThat(sender.post(event)).isTrue();
            }
        }
    }

    private static boolean isFailing(String leadId) {
        return IntStream.range(0, FAILING).anyMatch(number -> leadId.equals("lead" + number));
    }

    private static List<String> healthy(Receiver receiver) {
        return ids(receiver, "lead").stream()
                .filter(id -> !isFailing(SentEvent.leadOf(id)))
                .toList();
    }

    private static List<String> ids(Receiver receiver, String prefix) {
        return receiver.requests().stream()
                .map(Receiver.Request::eventId)
                .filter(id -> id.startsWith("evt-" + prefix))
                .distinct()
                .toList();
    }

    /** From the sender's request to the receiver's. */
    private String latencies(Receiver receiver, Predicate<String> ids) {
        long[] micros = receiver.requests().stream()
                .filter(request -> ids.test(request.eventId()))
                .flatMapToLong(request -> LongStream.of(request.atNanos() - sender.sentAtNanos(request.eventId())))
                .map(nanos -> nanos / 1_000)
                .sorted()
                .toArray();
        return "p50 %.1f ms, p99 %.1f ms, n=%d"
                .formatted(micros[micros.length / 2] / 1e3, micros[micros.length * 99 / 100] / 1e3, micros.length);
    }
}
