package io.leadhook.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadhook.testing.Hub;
import io.leadhook.testing.Receiver;
import io.leadhook.testing.Scrape;
import io.leadhook.testing.Sender;
import io.leadhook.testing.SentEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the contract promises to whoever scrapes. */
class MetricsTest {
    private static final Map<String, Set<String>> PROMISED = Map.of(
            "leadhook_events_received_total", Set.of("source", "outcome"),
            "leadhook_ingest_seconds_count", Set.of(),
            "leadhook_delivery_attempts_total", Set.of("destination", "outcome"),
            "leadhook_delivery_seconds_count", Set.of("destination"),
            "leadhook_delivery_end_to_end_seconds_count", Set.of("destination"),
            "leadhook_deliveries", Set.of("destination", "state"),
            "leadhook_dead_letters", Set.of("destination"),
            "leadhook_inbox_pending", Set.of(),
            "leadhook_oldest_pending_seconds", Set.of("destination"),
            "leadhook_signature_failures_total", Set.of("source", "reason"));

    @TempDir
    Path folder;

    @Test
    void every_series_is_there_at_zero_from_the_start_and_no_event_makes_a_new_one() {
        try (Receiver receiver = new Receiver();
                Hub hub = new Hub(folder)
                        .with("CRM_URL", receiver.url())
                        .with("SCORING_URL", receiver.url())
                        .with("SLACK_WEBHOOK_URL", receiver.url() + "/slack")
                        .with("leadhook.report.enabled", "false")
                        .start()) {
            await().until(() -> Scrape.of(hub).names().contains("leadhook_deliveries"));
            Scrape before = Scrape.of(hub);
            PROMISED.forEach((name, labels) -> {
                assertThat(before.series(name)).as(name).isNotEmpty();
                assertThat(before.series(name)).as(name).allSatisfy(series -> {
                    assertThat(series.labels().keySet()).isEqualTo(labels);
                    assertThat(series.value()).isZero();
                });
            });
            List<String> destinations = List.of("crm", "slack", "scoring");
            for (String outcome : List.of("success", "retryable", "permanent")) {
                assertThat(before.labels("leadhook_delivery_attempts_total", "destination", "outcome", outcome))
                        .containsExactlyInAnyOrderElementsOf(destinations);
            }
            for (String state :
                    List.of("pending", "in_flight", "retrying", "delivered", "dead", "superseded", "discarded")) {
                assertThat(before.labels("leadhook_deliveries", "destination", "state", state))
                        .containsExactlyInAnyOrderElementsOf(destinations);
            }
            assertThat(before.labels("leadhook_signature_failures_total", "reason", "source", "leads"))
                    .containsExactlyInAnyOrder("missing", "malformed", "wrong", "too_old", "too_new");
            buckets(before);

            new Sender(hub.webhooksUrl()).post(SentEvent.created("lead_1", 1));
            await().until(() ->
                    Scrape.of(hub).value("leadhook_deliveries", Map.of("destination", "crm", "state", "delivered"))
                            == 1);
            Scrape after = Scrape.of(hub);
            assertThat(after.identities("leadhook_"))
                    .as("labels come from the configuration alone")
                    .isEqualTo(before.identities("leadhook_"));
            assertThat(after.text()).doesNotContain("lead_1", SentEvent.idOf("lead_1", 1));
            assertThat(after.value("leadhook_events_received_total", Map.of("source", "leads", "outcome", "accepted")))
                    .isEqualTo(1);
            assertThat(after.value("leadhook_ingest_seconds_count", Map.of())).isEqualTo(1);
            assertThat(after.value("leadhook_delivery_end_to_end_seconds_count", Map.of("destination", "crm")))
                    .isEqualTo(1);
        }
    }

    private static void buckets(Scrape scrape) {
        assertThat(scrape.labels("leadhook_ingest_seconds_bucket", "le")).contains("0.005", "0.1", "1.0", "+Inf");
        assertThat(scrape.labels("leadhook_delivery_seconds_bucket", "le", "destination", "crm"))
                .contains("0.1", "1.0", "2.0", "10.0", "+Inf");
        assertThat(scrape.labels("leadhook_delivery_end_to_end_seconds_bucket", "le", "destination", "crm"))
                .contains("1.0", "30.0", "3600.0", "+Inf");
    }
}
