package io.leadhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadhook.deadletter.DeadLetters;
import io.leadhook.deadletter.Handling;
import io.leadhook.deadletter.RealDeadLetters;
import io.leadhook.replica.Lease;
import io.leadhook.store.Databases;
import io.leadhook.testing.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** A dead letter is replayed while a newer state of its lead is with the receiver. */
class OvertakenReplayTest {
    private static final long DEAD = 5;
    private static final long NEWER = 7;
    private static final long OTHER = 8;

    private final EngineInSteps engine = new EngineInSteps(Bounds.DEFAULT, this::write, 3);
    private final Rows rows = new Rows(engine.database.jdbc());
    private final List<String> requests = new ArrayList<>();

    @BeforeEach
    void begin() {
        engine.receiver =
                exchange -> requests.add(exchange.getMessage().getHeader("X-Leadhook-Event-Id", String.class));
        deliver(DEAD, "dead", "lead_1");
        deliver(NEWER, "pending", "lead_1");
        engine.turn();
        assertThat(engine.workers.size()).isEqualTo(1);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void what_the_newer_one_makes_pointless_when_it_is_delivered_is_not_sent() {
        replay(false);
        tell();

        workOff();

        assertThat(requests).containsExactly("evt_7");
        assertThat(rows.state(DEAD)).isEqualTo("superseded");
        assertThat(rows.state(NEWER)).isEqualTo("delivered");
    }

    @Test
    void what_was_delivered_before_the_engine_heard_of_the_replay_counts_as_well() {
        replay(false);
        engine.workers.run(0);
        engine.turn();

        tell();
        workOff();

        assertThat(requests).containsExactly("evt_7");
        assertThat(rows.state(DEAD)).isEqualTo("superseded");
    }

    @Test
    void what_shares_its_attempt_is_sent_without_it() {
        replay(false);
        tell();
        engine.workers.run(0);
        deliver(OTHER, "pending", "lead_2");

        tell();
        assertThat(engine.workers.size()).as("attempts with both").isEqualTo(1);
        workOff();

        assertThat(requests).containsExactly("evt_7", "evt_8");
        assertThat(rows.state(DEAD)).isEqualTo("superseded");
        assertThat(rows.state(OTHER)).isEqualTo("delivered");
    }

    @Test
    void by_force_it_is_sent_all_the_same() {
        replay(true);
        tell();

        workOff();

        assertThat(requests).containsExactly("evt_7", "evt_5");
        assertThat(rows.state(DEAD)).isEqualTo("delivered");
    }

    @Test
    void it_is_sent_if_the_newer_one_is_refused() {
        var receiver = engine.receiver;
        engine.receiver = exchange -> {
            receiver.process(exchange);
            if (requests.size() == 1) {
                throw new HttpOperationFailedException("http://crm", 422, "no", null, Map.of(), "");
            }
        };
        replay(false);
        tell();

        workOff();

        assertThat(requests).containsExactly("evt_7", "evt_5");
        assertThat(rows.state(DEAD)).isEqualTo("delivered");
    }

    private void replay(boolean force) {
        Destinations destinations = new Destinations();
        new StillDestination("crm", true, "lead.*").registerIn(destinations);
        DeadLetters deadLetters = RealDeadLetters.of(engine.database, destinations);
        assertThat(deadLetters.replay(DEAD, force)).isEqualTo(new Handling.Done(DEAD, "pending"));
    }

    private void tell() {
        engine.engine.rescan();
        engine.turn();
    }

    private void workOff() {
        while (engine.workers.size() > 0) {
            engine.workers.run(0);
            engine.turn();
        }
        assertThat(engine.lanes.size()).as("deliveries that are left").isZero();
    }

    private void deliver(long id, String state, String lead) {
        rows.event(id, "lead.updated", lead);
        rows.delivery(id, id, "crm", state);
    }

    private CompletableFuture<Void> write(Lease lease, Result result) {
        JdbcTemplate jdbc = new JdbcTemplate(engine.database.dataSource());
        new JdbcResults(jdbc, engine.database.transactions(), Databases.h2(jdbc))
                .write(List.of(new LeasedResult(lease, result)));
        return CompletableFuture.completedFuture(null);
    }
}
