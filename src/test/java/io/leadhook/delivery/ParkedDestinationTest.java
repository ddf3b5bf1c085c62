package io.leadhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadhook.replica.Lease;
import io.leadhook.replica.Leases;
import io.leadhook.store.Databases;
import io.leadhook.testing.Rows;
import io.leadhook.testing.SettableClock;
import io.leadhook.testing.TestDatabase;
import io.leadhook.trace.Traces;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.jdbc.core.JdbcTemplate;

class ParkedDestinationTest {
    private static final Bounds BOUNDS = new Bounds(8, 4, 3, 2);
    private static final DeliveryProperties DEFAULTS = SteppedDestinations.DEFAULTS;
    private static final Lease LEASE = Lease.alone("delivery:crm");

    private final TestDatabase database = TestDatabase.h2();
    private final Rows rows = new Rows(database.jdbc());
    private final SettableClock clock = new SettableClock(Rows.RECEIVED);
    private final Breaker breaker = new Breaker("crm", DEFAULTS.breaker(), clock);
    private final Lanes lanes = new Lanes(true, BOUNDS);
    private final StepExecutor workers = new StepExecutor();
    private final DeliveryEngine engine = engine();

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void what_comes_for_a_destination_that_is_up_is_looked_for_at_once() {
        engine.turn();

        comes(1);

        assertThat(workers.size()).isEqualTo(1);
    }

    @Test
    void what_comes_for_a_destination_that_is_down_is_looked_for_at_times() {
        engine.turn();
        for (int i = 0; i < DEFAULTS.breaker().minimum(); i++) {
            breaker.record(new Outcome.Retryable(503, "busy", null));
        }

        comes(1);
        assertThat(lanes.size()).isZero();

        clock.advance(Duration.ofMillis(250));
        engine.turn();
        assertThat(lanes.size()).isEqualTo(1);
        assertThat(workers.size()).as("attempts while it is parked").isZero();

        clock.advance(DEFAULTS.breaker().probeAfter());
        engine.turn();
        assertThat(workers.size()).as("the one that tries").isEqualTo(1);
    }

    private void comes(int id) {
        rows.event(id, "lead.created", "lead_" + id);
        rows.delivery(id, id, "crm", "pending");
        engine.lookAgain();
        engine.turn();
    }

    private DeliveryEngine engine() {
        JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
        JdbcDeliveries table = new JdbcDeliveries(jdbc, database.transactions(), Databases.h2(jdbc));
        CamelContext camel = new DefaultCamelContext();
        DeadLetterChannel deadLetters = new DeadLetterChannel(camel, camel.createProducerTemplate());
        ResultSink results = (lease, result) -> CompletableFuture.completedFuture(null);
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        DeliverySettings settings = new DeliverySettings(
                "crm",
                List.of("lead.*"),
                4,
                0,
                1,
                DEFAULTS.timeout(),
                DEFAULTS.retryDelays(),
                DEFAULTS.maxAge(),
                false,
                true,
                false);
        DeliveryComponent.Shared shared = new DeliveryComponent.Shared(
                table,
                new EventBody(table),
                results,
                deadLetters,
                new Destinations(),
                Leases.alone(),
                DEFAULTS,
                meters,
                new StandardEnvironment(),
                Traces.OFF,
                clock);
        return new DeliveryEngine(
                new DeliveryEngine.Parts(
                        settings,
                        LEASE,
                        new RouteAttempt(camel, exchange -> {}, settings, shared, LEASE),
                        new Window("crm", table, LEASE, lanes, BOUNDS),
                        lanes,
                        breaker,
                        new Verdict(
                                settings,
                                new RetrySchedule(settings.retryDelays(), settings.maxAge(), new Random(1)::nextLong),
                                clock),
                        results,
                        new DeliveryMetrics("crm", meters),
                        deadLetters,
                        clock,
                        () -> clock.instant().toEpochMilli() * 1_000_000),
                workers,
                () -> false);
    }
}
