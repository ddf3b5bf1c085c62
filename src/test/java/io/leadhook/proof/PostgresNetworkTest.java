package io.leadhook.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadhook.testing.FaultProxy;
import io.leadhook.testing.Hub;
import io.leadhook.testing.Load;
import io.leadhook.testing.Receiver;
import io.leadhook.testing.Sender;
import io.leadhook.testing.SentEvent;
import io.leadhook.testing.TestDatabase;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The network between the hub and its PostgreSQL fails in the ways that networks do. */
@Tag("long")
class PostgresNetworkTest {
    @TempDir
    Path dataDir;

    private final Receiver crm = new Receiver();
    private final TestDatabase database = TestDatabase.postgres();

    @SuppressWarnings("NullAway.Init")
    private FaultProxy network;

    @SuppressWarnings("NullAway.Init")
    private Hub hub;

    @SuppressWarnings("NullAway.Init")
    private Sender sender;

    @BeforeEach
    void start() {
        int port = URI.create(database.url().substring("jdbc:".length())).getPort();
        network = new FaultProxy(port);
        hub = new Hub(dataDir)
                .with("spring.datasource.url", database.url().replace(":" + port + "/", ":" + network.port() + "/"))
                .with("spring.datasource.username", database.username())
                .with("spring.datasource.password", database.password())
                .with("leadhook.delivery.retry-delays", "200ms,200ms,1s,1s,1s")
                .with("CRM_URL", crm.url())
                .start();
        sender = new Sender(hub.webhooksUrl());
        assertThat(sender.post(SentEvent.created("warm", 1))).isTrue();
        await().until(hub.api()::unrest, Optional::isEmpty);
    }

    @AfterEach
    void stop() {
        network.heal();
        hub.close();
        network.close();
        crm.close();
        database.close();
    }

    @Test
    void a_commit_whose_reply_is_lost_is_not_acknowledged_and_its_repeat_is_delivered_once() {
        SentEvent event = SentEvent.created("lead", 1);
        network.dropNextCommitReply();

        assertThat(sender.post(event)).isFalse();
        assertThat(network.droppedReplies()).isEqualTo(1);
        await().atMost(Duration.ofSeconds(20)).until(() -> sender.post(event));

        await().atMost(Duration.ofSeconds(20)).until(hub.api()::unrest, Optional::isEmpty);
        assertThat(crm.requestsOf("lead")).hasSize(1);
        assertBalanced();
        assertThat(hub.api().reconciliation().path("duplicates").asLong())
                .as("it had been stored")
                .isEqualTo(1);
    }

    @Test
    void a_black_hole_during_the_append_is_answered_503_within_seconds_and_ends_by_itself() {
        network.blackHole();
        for (int attempt = 0; attempt < 3; attempt++) {
            long began = System.nanoTime();
            assertThat(sender.post(SentEvent.created("lead", 1))).isFalse();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(6));
        }

        network.heal();
        long healed = System.nanoTime();
        await().atMost(Duration.ofSeconds(30)).until(() -> sender.post(SentEvent.created("lead", 1)));
        System.out.printf("taken again %d ms after the network%n", (System.nanoTime() - healed) / 1_000_000);
        await().atMost(Duration.ofSeconds(40)).until(() -> Arrivals.of(crm).delivered(), sender.acknowledged()::equals);
        assertBalanced();
    }

    @Test
    void a_black_hole_while_results_are_recorded_repeats_with_the_same_key_at_worst() {
        crm.answer(request -> {
            network.blackHole();
            return 200;
        });
        assertThat(sender.post(SentEvent.created("lead", 1))).isTrue();
        await().until(() -> crm.requestsOf("lead").size() == 1);
        crm.answer(request -> 200);
        await().pollDelay(Duration.ofSeconds(2)).until(() -> true);
        network.heal();

        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> hub.api()
                        .delivery("evt-lead-1", "crm")
                        .path("state")
                        .asText()
                        .equals("delivered"));
        assertThat(Arrivals.of(crm)).matches(Arrivals::clean);
        assertThat(crm.requestsOf("lead"))
                .extracting(Receiver.Request::idempotencyKey)
                .containsOnly("evt-lead-1");
        assertBalanced();
    }

    @Test
    void connections_that_break_again_and_again_lose_and_reorder_nothing() throws Exception {
        try (Load load = new Load(sender, LeadLives.of(4, 5), Duration.ofMillis(10))) {
            for (int fault = 0; fault < 12; fault++) {
                switch (fault % 4) {
                    case 0 -> network.reset();
                    case 1 -> network.cutAfter(3_000);
                    case 2 -> network.dropNextCommitReply();
                    default -> network.delay(50);
                }
                await().pollDelay(Duration.ofMillis(700)).until(() -> true);
                network.heal();
            }
            load.finish();
        }
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(hub.api()::unrest, Optional::isEmpty);
        Arrivals arrivals = Arrivals.of(crm);
        System.out.printf(
                "%d acknowledged, %d delivered, %d again, %d commit replies lost%n",
                sender.acknowledgedCount(), arrivals.delivered().size(), arrivals.repeats(), network.droppedReplies());
        assertThat(arrivals).matches(Arrivals::clean);
        assertThat(arrivals.delivered()).isEqualTo(sender.acknowledged());
        assertBalanced();
    }

    private void assertBalanced() {
        var sums = hub.api().reconciliation();
        assertThat(sums.path("balanced").asBoolean()).as(sums.toString()).isTrue();
    }
}
