package io.leadhook.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadhook.store.Pause;
import io.leadhook.testing.BadReceiver;
import io.leadhook.testing.BadReceiver.Manner;
import io.leadhook.testing.HubProcess;
import io.leadhook.testing.Receiver;
import io.leadhook.testing.Sender;
import io.leadhook.testing.SentEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Load, and receivers that are no good, on a hub with 300 MB of heap. For the full figure:
 * {@code -Dleadhook.proof.load.events=100000}.
 */
@Tag("long")
class LoadFaultsTest {
    private static final int EVENTS = Integer.getInteger("leadhook.proof.load.events", 4_500);
    private static final int EACH_MANNER = 100;
    private static final int FRESH = 10;
    private static final int SENDERS = 8;

    @TempDir
    Path dataDir;

    private final BadReceiver bad = new BadReceiver();
    private final Receiver healthy = new Receiver();

    @SuppressWarnings("NullAway.Init")
    private HubProcess hub;

    @SuppressWarnings("NullAway.Init")
    private Sender sender;

    private void start(String name, String crmUrl, String retryDelays) {
        hub = new HubProcess(name, dataDir)
                .withEnvironment("CRM_URL", crmUrl)
                .with("leadhook.delivery.timeout", "1s")
                .with("leadhook.delivery.retry-delays", retryDelays);
    }

    private void run(HubProcess started) {
        started.start().awaitReady();
        sender = new Sender(hub.webhooksUrl());
    }

    @AfterEach
    void stop() {
        hub.close();
        bad.close();
        healthy.close();
    }

    @Test
    void a_receiver_that_is_no_good_delays_nobody_else() {
        start("bad-receivers", bad.url(), String.join(",", Collections.nCopies(60, "2s")));
        run(hub.withEnvironment("SCORING_URL", healthy.url()).with("leadhook.delivery.breaker.minimum", "1000000"));
        send("warm");
        for (Manner manner : Manner.values()) {
            bad.become(manner);
            int before = bad.requests();
            send(manner.name());
            System.out.printf(
                    "the crm is %-8s (%4d requests): scoring %s%n", manner, bad.requests() - before, latencies(manner));
            assertThat(millis(manner, 99)).isLessThan(5_000);
        }
        bad.become(Manner.WELL);
        await().atMost(Duration.ofSeconds(90)).until(hub.api()::unrest, Optional::isEmpty);
        var sums = hub.api().reconciliation();
        assertThat(sums.path("balanced").asBoolean()).isTrue();
        assertThat(sums.path("deliveries").path("crm").path("delivered").asInt())
                .isEqualTo(sender.acknowledgedCount());
    }

    @Test
    void a_backlog_drains_at_a_ramp_in_order_and_fresh_events_pass_it() throws Exception {
        start("backlog", healthy.url(), String.join(",", Collections.nCopies(200, "1s")));
        run(hub.with("leadhook.delivery.breaker.probe-after", "1s"));
        healthy.answer(request -> 503);
        sendBacklog();
        assertThat(sender.acknowledgedCount()).isEqualTo(EVENTS);

        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        int refused = healthy.requests().size();
        healthy.answer(request -> {
            int together = now.incrementAndGet();
            if (healthy.requests().size() - refused < 50) {
                most.accumulateAndGet(together, Math::max);
            }
            Pause.ofMillis(2);
            now.decrementAndGet();
            return 200;
        });
        for (int i = 0; i < FRESH; i++) {
            assertThat(sender.post(SentEvent.created("fresh" + i, 1))).isTrue();
        }
        await().atMost(Duration.ofSeconds(60 + EVENTS / 100)).until(hub.api()::unrest, Optional::isEmpty);

        List<String> taken = healthy.requests().stream()
                .skip(refused)
                .map(Receiver.Request::eventId)
                .toList();
        int lastFresh = taken.lastIndexOf(taken.stream()
                .filter(id -> id.startsWith("evt-fresh"))
                .reduce((one, next) -> next)
                .orElseThrow());
        System.out.printf(
                "of %d the last fresh event was number %d; the first 50 went %d at once%n",
                taken.size(), lastFresh, most.get());
        assertThat(lastFresh).isLessThan(taken.size() / 2);
        assertThat(most.get()).isLessThanOrEqualTo(4);
        assertThat(Arrivals.of(healthy)).matches(Arrivals::clean);
        assertThat(Arrivals.of(healthy).delivered()).isEqualTo(sender.acknowledged());
        assertThat(hub.isAlive()).isTrue();
    }

    private void send(String prefix) {
        for (int i = 0; i < EACH_MANNER; i++) {
            assertThat(sender.post(SentEvent.created(prefix + i, 1))).isTrue();
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> taken(prefix).size() == EACH_MANNER);
    }

    /** A third of it is one lead's. */
    private void sendBacklog() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(SENDERS);
        try {
            List<Callable<Boolean>> posts = new ArrayList<>();
            posts.add(() -> {
                for (int number = 1; number <= EVENTS / 3; number++) {
                    sender.post(number == 1 ? SentEvent.created("hot", 1) : SentEvent.updated("hot", number));
                }
                return true;
            });
            for (int i = 0; i < EVENTS - EVENTS / 3; i++) {
                String lead = "lead" + i;
                posts.add(() -> sender.post(SentEvent.created(lead, 1)));
            }
            for (Future<Boolean> posted : threads.invokeAll(posts)) {
                assertThat(posted.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private List<Receiver.Request> taken(String prefix) {
        return healthy.requests().stream()
                .filter(request -> request.eventId().startsWith("evt-" + prefix))
                .toList();
    }

    private String latencies(Manner manner) {
        return "p50 %d ms, p99 %d ms".formatted(millis(manner, 50), millis(manner, 99));
    }

    /** From the sender's request to the receiver's. */
    private long millis(Manner manner, int percent) {
        long[] sorted = taken(manner.name()).stream()
                .mapToLong(request -> request.atNanos() - sender.sentAtNanos(request.eventId()))
                .map(nanos -> nanos / 1_000_000)
                .sorted()
                .toArray();
        return sorted[sorted.length * percent / 100 - (percent == 100 ? 1 : 0)];
    }
}
