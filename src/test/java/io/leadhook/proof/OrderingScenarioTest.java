package io.leadhook.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.leadhook.testing.Hub;
import io.leadhook.testing.Receiver;
import io.leadhook.testing.Sender;
import io.leadhook.testing.SentEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hundred leads live at once, and their events arrive as networks bring them: swapped, interleaved, repeated. */
class OrderingScenarioTest {
    private static final int LEADS = Integer.getInteger("leadhook.proof.leads", 100);
    private static final Duration WINDOW = Duration.ofSeconds(30);

    @TempDir
    Path dataDir;

    private final Receiver crm = new Receiver();
    private final Receiver scoring = new Receiver();
    private final Receiver slack = new Receiver();
    private final Random random = Seed.of("leadhook.proof.seed").random();

    @SuppressWarnings("NullAway.Init")
    private Hub hub;

    @BeforeEach
    void start() {
        hub = new Hub(dataDir)
                .with("CRM_URL", crm.url())
                .with("SCORING_URL", scoring.url())
                .with("SLACK_WEBHOOK_URL", slack.url() + "/services/T/B/x")
                .with("slack.rate-per-second", "50")
                .with("leadhook.ordering.window", WINDOW.toSeconds() + "s")
                .start();
    }

    @AfterEach
    void stop() {
        hub.close();
        crm.close();
        scoring.close();
        slack.close();
    }

    @Test
    void each_event_arrives_once_and_in_the_order_of_its_lead_whatever_the_network_does() {
        Sender sender = new Sender(hub.webhooksUrl());
        List<SentEvent> arrivals = withRepeats(interleaved(lives()));
        arrivals.forEach(event -> assertThat(sender.post(event)).isTrue());
        Set<String> all = sender.acknowledged();

        // Long before the window ends: what was missing has come, so nothing has to wait.
        await().atMost(WINDOW.dividedBy(2)).until(hub.api()::unrest, Optional::isEmpty);

        JsonNode sums = hub.api().reconciliation();
        int repeats = arrivals.size() - all.size();
        System.out.printf(
                "%d leads, %d events, %d repeats: crm %s, scoring %s, slack %s, %s%n",
                LEADS,
                all.size(),
                repeats,
                figures(Arrivals.of(crm)),
                figures(Arrivals.of(scoring)),
                figures(Arrivals.ofDigests(slack)),
                sums);
        assertThat(Arrivals.of(crm)).matches(OrderingScenarioTest::onceAndInOrder);
        assertThat(Arrivals.of(scoring)).matches(OrderingScenarioTest::onceAndInOrder);
        assertThat(Arrivals.ofDigests(slack)).matches(OrderingScenarioTest::onceAndInOrder);
        assertThat(Arrivals.of(crm).delivered()).isEqualTo(all);
        assertThat(Arrivals.ofDigests(slack).delivered()).isEqualTo(all);
        assertThat(Arrivals.of(scoring).delivered()).isEqualTo(createdAndUpdated(arrivals));
        assertMergesStandBetween();
        assertThat(sums.path("balanced").asBoolean()).isTrue();
        assertThat(sums.path("duplicates").asInt()).isEqualTo(repeats);
        assertThat(sums.path("dispatched").asInt()).isEqualTo(all.size());
    }

    /** The creation of the lead that is merged away comes before the merge, although it is another lead. */
    private void assertMergesStandBetween() {
        List<String> ids =
                crm.requests().stream().map(Receiver.Request::eventId).toList();
        for (int lead = 0; lead < LEADS; lead++) {
            assertThat(ids.indexOf(SentEvent.idOf("old" + lead, 1)))
                    .isLessThan(ids.indexOf(SentEvent.idOf("lead" + lead, 4)));
        }
    }

    private static boolean onceAndInOrder(Arrivals arrivals) {
        return arrivals.clean() && arrivals.repeats() == 0;
    }

    private static String figures(Arrivals arrivals) {
        return arrivals.delivered().size() + " once, " + arrivals.repeats() + " again, " + arrivals.outOfOrder()
                + " out of order";
    }

    private static Set<String> createdAndUpdated(List<SentEvent> arrivals) {
        return arrivals.stream()
                .filter(event -> event.isOneOf("lead.created", "lead.updated"))
                .map(SentEvent::eventId)
                .collect(Collectors.toSet());
    }

    private List<Deque<SentEvent>> lives() {
        List<Deque<SentEvent>> lives = new ArrayList<>();
        for (int number = 0; number < LEADS; number++) {
            String lead = "lead" + number;
            String old = "old" + number;
            List<SentEvent> life = new ArrayList<>(List.of(
                    SentEvent.created(lead, 1),
                    SentEvent.updated(lead, 2),
                    SentEvent.scored(lead, 3),
                    SentEvent.merged(old, lead, 4),
                    SentEvent.deleted(lead, 5)));
            life.add(random.nextInt(4), SentEvent.created(old, 1));
            swapNeighbours(life);
            lives.add(new ArrayDeque<>(life));
        }
        return lives;
    }

    private void swapNeighbours(List<SentEvent> life) {
        for (int i = 0; i + 1 < life.size(); i++) {
            if (random.nextInt(3) == 0) {
                Collections.swap(life, i, i + 1);
                i++;
            }
        }
    }

    private List<SentEvent> interleaved(List<Deque<SentEvent>> lives) {
        List<SentEvent> all = new ArrayList<>();
        List<Deque<SentEvent>> left = new ArrayList<>(lives);
        while (!left.isEmpty()) {
            Deque<SentEvent> life = left.get(random.nextInt(left.size()));
            all.add(life.remove());
            if (life.isEmpty()) {
                left.remove(life);
            }
        }
        return all;
    }

    /** One in ten comes again, a little later. */
    private List<SentEvent> withRepeats(List<SentEvent> events) {
        List<SentEvent> all = new ArrayList<>(events);
        for (SentEvent event : events) {
            if (random.nextInt(10) == 0) {
                int place = all.indexOf(event) + 1 + random.nextInt(30);
                all.add(Math.min(place, all.size()), event);
            }
        }
        return all;
    }
}
