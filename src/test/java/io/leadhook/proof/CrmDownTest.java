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
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The CRM is away altogether: the breaker parks it, nothing is used up, and everything arrives when it is back. */
class CrmDownTest {
    private static final int LEADS = 40;
    private static final int EVENTS_EACH = 3;
    private static final int MINIMUM = 20;
    private static final int CONCURRENCY = 16;

    @TempDir
    Path dataDir;

    private final Receiver crm = new Receiver();

    @SuppressWarnings("NullAway.Init")
    private Hub hub;

    @SuppressWarnings("NullAway.Init")
    private Sender sender;

    @BeforeEach
    void start() {
        hub = new Hub(dataDir)
                .with("CRM_URL", crm.url())
                .with("leadhook.delivery.retry-delays", String.join(",", Collections.nCopies(50, "500ms")))
                .with("leadhook.delivery.breaker.minimum", String.valueOf(MINIMUM))
                .with("leadhook.delivery.breaker.probe-after", "1s")
                .start();
        sender = new Sender(hub.webhooksUrl());
    }

    @AfterEach
    void stop() {
        hub.close();
        crm.close();
    }

    @Test
    void a_crm_that_is_down_is_parked_and_then_gets_everything_in_order() {
        crm.answer(request -> 503);
        for (long sequence = 1; sequence <= EVENTS_EACH; sequence++) {
            for (int lead = 0; lead < LEADS; lead++) {
                String id = "lead" + lead;
                sender.post(sequence == 1 ? SentEvent.created(id, 1) : SentEvent.updated(id, sequence));
            }
        }
        await().until(() -> state().equals("open"));
        // What was under way when it opened ends by itself; from then on there are probes alone.
        await().pollDelay(Duration.ofMillis(500)).until(() -> true);
        int opened = crm.requests().size();
        assertThat(opened).isBetween(MINIMUM, MINIMUM + 2 * CONCURRENCY);

        await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
        int probes = crm.requests().size() - opened;
        System.out.printf("open after %d attempts; %d probes in 3 s%n", opened, probes);
        assertThat(probes).isBetween(1, 4);
        assertThat(state()).isEqualTo("open");
        var sums = hub.api().reconciliation().path("deliveries").path("crm");
        assertThat(sums.path("dead").asInt()).isZero();
        assertThat(sums.path("pending").asInt()
                        + sums.path("in_flight").asInt()
                        + sums.path("retrying").asInt())
                .isEqualTo(LEADS * EVENTS_EACH);

        crm.answer(request -> 200);
        await().atMost(Duration.ofSeconds(40)).until(hub.api()::unrest, Optional::isEmpty);
        assertThat(state()).isEqualTo("running");
        assertThat(Arrivals.of(crm)).matches(Arrivals::clean);
        assertThat(Arrivals.of(crm).delivered()).isEqualTo(sender.acknowledged());
        assertThat(hub.api().reconciliation().path("balanced").asBoolean()).isTrue();
    }

    private String state() {
        return hub.api().destination("crm").path("state").asText();
    }
}
