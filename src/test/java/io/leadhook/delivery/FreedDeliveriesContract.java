package io.leadhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadhook.deadletter.RealDeadLetters;
import io.leadhook.replica.Lease;
import io.leadhook.store.Databases;
import io.leadhook.testing.Rows;
import io.leadhook.testing.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** A lead that is held by its dead letter, until an operator handles that, of which the engine has not been told yet. */
abstract class FreedDeliveriesContract {
    private static final Bounds BOUNDS = new Bounds(8, 4, 3, 2);
    static final Instant NOW = Rows.RECEIVED;
    private static final Instant NEXT_LOOK = NOW.plus(Duration.ofSeconds(1));
    static final long DEAD = 11;
    static final long HELD = 12;
    static final long NEW = 13;

    private final Lanes lanes = new Lanes(true, BOUNDS);

    @SuppressWarnings("NullAway.Init")
    TestDatabase database;

    @SuppressWarnings("NullAway.Init")
    Window window;

    private Runnable afterQuestion = () -> {};

    abstract TestDatabase open();

    @BeforeEach
    void hold() {
        database = open();
        JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
        window = new Window(
                "crm",
                new JdbcDeliveries(jdbc, database.transactions(), Databases.of(database, jdbc)) {
                    @Override
                    Map<LaneKey, Long> firstWaiting(String destination, Collection<LaneKey> lanes) {
                        Map<LaneKey, Long> first = super.firstWaiting(destination, lanes);
                        Runnable once = afterQuestion;
                        afterQuestion = () -> {};
                        once.run();
                        return first;
                    }
                },
                Lease.alone("delivery:crm"),
                lanes,
                BOUNDS);
        deliver(DEAD, "dead");
        new Rows(database.jdbc()).set(DEAD, "ready = 0");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void what_is_new_does_not_pass_what_was_held_when_an_operator_gives_the_dead_one_up() {
        deliver(HELD, "pending");
        window.fill(NOW);
        assertThat(lanes.contains(HELD)).isFalse();

        RealDeadLetters.of(database, new Destinations()).discard(DEAD);
        deliver(NEW, "pending");
        window.fill(NOW);
        assertThat(lanes.contains(NEW)).isFalse();

        assertThat(sent()).containsExactly(HELD, NEW);
    }

    @Test
    void what_is_new_does_not_pass_what_is_replayed() {
        window.fill(NOW);

        RealDeadLetters.of(database, new Destinations()).replay(DEAD, true);
        deliver(NEW, "pending");
        window.fill(NOW);
        assertThat(lanes.contains(NEW)).isFalse();

        assertThat(sent()).containsExactly(DEAD, NEW);
    }

    @Test
    void what_is_replayed_has_all_of_its_time_again() {
        Instant replayed = NOW.plus(Duration.ofDays(100));
        RealDeadLetters.of(
                        database.jdbc(),
                        new Destinations(),
                        database.transactions(),
                        Clock.fixed(replayed, ZoneOffset.UTC))
                .replay(DEAD, true);
        window.fill(NOW);

        assertThat(lanes.start(1, each -> false, false))
                .singleElement()
                .extracting(Delivery::since, Delivery::receivedAt)
                .containsExactly(replayed, Rows.RECEIVED);
    }

    @Test
    void what_is_about_to_be_parked_while_an_operator_gives_the_dead_one_up_is_not_forgotten() {
        deliver(HELD, "pending");
        deliver(NEW, "pending");
        afterQuestion = () -> RealDeadLetters.of(database, new Destinations()).discard(DEAD);
        window.fill(NOW);

        assertThat(sent()).containsExactly(HELD, NEW);
    }

    /** More comes before it in the table than is read at once. */
    @Test
    void what_is_due_again_does_not_pass_an_older_one_that_is_replayed() {
        for (long id = 1; id <= BOUNDS.page(); id++) {
            deliver(id, "pending", "lead_of_its_own_" + id);
        }
        deliver(NEW, "retrying");
        new Rows(database.jdbc()).set(NEW, "next_attempt_at = received_at");

        RealDeadLetters.of(database, new Destinations()).replay(DEAD, true);

        assertThat(sent()).containsSubsequence(DEAD, NEW);
    }

    List<Long> sent() {
        Instant now = NEXT_LOOK;
        window.fill(now);
        List<Long> sent = new ArrayList<>();
        while (lanes.hasReady()) {
            // As an engine does while the table has more: now and then it begins with the newest.
            for (Delivery delivery : lanes.start(1, each -> false, sent.isEmpty() && window.isBehind())) {
                sent.add(delivery.id());
                new Rows(database.jdbc())
                        .set(delivery.id(), "state = 'delivered', ready = null, next_attempt_at = null");
                lanes.finish(delivery).forEach(lane -> window.fetchTail(lane, NEXT_LOOK));
            }
            if (window.hasMore()) {
                now = now.plusSeconds(1);
                window.fill(now);
            }
        }
        return sent;
    }

    void deliver(long id, String state) {
        deliver(id, state, "lead_1");
    }

    private void deliver(long id, String state, String lead) {
        Rows rows = new Rows(database.jdbc());
        rows.event(id, "lead.updated", lead);
        rows.delivery(id, id, "crm", state);
    }
}
