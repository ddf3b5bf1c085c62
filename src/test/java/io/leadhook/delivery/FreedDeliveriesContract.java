package io.leadhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadhook.deadletter.RealDeadLetters;
import io.leadhook.replica.Lease;
import io.leadhook.store.Databases;
import io.leadhook.testing.Rows;
import io.leadhook.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** A lead that is held by its dead letter, until an operator handles that, of which the engine has not been told yet. */
abstract class FreedDeliveriesContract {
    private static final Bounds BOUNDS = new Bounds(8, 4, 3, 2);
    private static final Instant NOW = Rows.RECEIVED;
    private static final Instant NEXT_LOOK = NOW.plus(Duration.ofSeconds(1));
    private static final long DEAD = 11;
    private static final long HELD = 12;
    private static final long NEW = 13;

    private final Lanes lanes = new Lanes(true, BOUNDS);

    @SuppressWarnings("NullAway.Init")
    private TestDatabase database;

    @SuppressWarnings("NullAway.Init")
    private Window window;

    abstract TestDatabase open();

    @BeforeEach
    void hold() {
        database = open();
        JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
        window = new Window(
                "crm",
                new JdbcDeliveries(jdbc, database.transactions(), Databases.of(database, jdbc)),
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

    private List<Long> sent() {
        window.fill(NEXT_LOOK);
        List<Long> sent = new ArrayList<>();
        while (lanes.hasReady()) {
            for (Delivery delivery : lanes.start(1, each -> false, false)) {
                sent.add(delivery.id());
                new Rows(database.jdbc()).set(delivery.id(), "state = 'delivered', ready = null");
                lanes.finish(delivery).forEach(lane -> window.fetchTail(lane, NEXT_LOOK));
            }
        }
        return sent;
    }

    private void deliver(long id, String state) {
        Rows rows = new Rows(database.jdbc());
        rows.event(id, "lead.updated", "lead_1");
        rows.delivery(id, id, "crm", state);
    }
}
