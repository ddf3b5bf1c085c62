package io.leadhook.delivery;

import io.leadhook.event.TypeFilter;
import io.leadhook.inbox.StoredBodies;
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
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** The engine of "crm", four requests at once, late events skipped, on an H2 database; a test makes its turns and runs its attempts. */
final class EngineInSteps implements AutoCloseable {
    static final int CONCURRENCY = 4;
    private static final DeliveryProperties DEFAULTS = SteppedDestinations.DEFAULTS;
    private static final Lease LEASE = Lease.alone("delivery:crm");

    final SettableClock clock = new SettableClock(Rows.RECEIVED);
    final Breaker breaker = new Breaker("crm", DEFAULTS.breaker(), clock);
    final StepExecutor workers = new StepExecutor();
    final Lanes lanes;
    final DeliveryComponent.Shared shared;
    final DeliveryEngine.Parts parts;
    final TestDatabase database = TestDatabase.h2();
    /** Takes everything, unless a test says otherwise. */
    volatile Processor receiver = exchange -> {};

    volatile boolean paused;
    /** Called before an event is read for an attempt. */
    volatile Runnable beforeReading = () -> {};

    private final Rows rows = new Rows(database.jdbc());
    final DeliveryEngine engine;

    EngineInSteps(Bounds bounds, ResultSink results) {
        this(bounds, results, 1);
    }

    /** @param batch how many deliveries one attempt may carry */
    EngineInSteps(Bounds bounds, ResultSink results, int batch) {
        lanes = new Lanes(true, bounds);
        JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
        JdbcDeliveries table = new JdbcDeliveries(jdbc, database.transactions(), Databases.h2(jdbc));
        CamelContext camel = new DefaultCamelContext();
        DeadLetterChannel deadLetters = new DeadLetterChannel(camel, camel.createProducerTemplate());
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        DeliverySettings settings = settings(batch);
        shared = new DeliveryComponent.Shared(
                new DeliveryStore(
                        table, new NewerDelivered(database.jdbc()), new JdbcPauses(jdbc), bodies(jdbc), results),
                deadLetters,
                new Destinations(),
                Leases.alone(),
                DEFAULTS,
                meters,
                Traces.OFF,
                clock);
        parts = new DeliveryEngine.Parts(
                settings,
                LEASE,
                new RouteAttempt(camel, exchange -> receiver.process(exchange), settings, shared, LEASE),
                new Window("crm", table, LEASE, lanes, bounds),
                lanes,
                breaker,
                new ResultRules(
                        settings,
                        new RetrySchedule(settings.retryDelays(), settings.maxAge(), new Random(1)::nextLong),
                        clock),
                results,
                new DeliveryMetrics("crm", meters),
                deadLetters,
                clock,
                () -> clock.instant().toEpochMilli() * 1_000_000);
        engine = new DeliveryEngine(parts, workers, () -> paused);
    }

    private EventBody bodies(JdbcTemplate jdbc) {
        return new EventBody(new StoredBodies(jdbc) {
            @Override
            public byte[] of(long id, String source, String eventId) {
                beforeReading.run();
                return super.of(id, source, eventId);
            }
        });
    }

    static DeliverySettings settings(int batch) {
        return new DeliverySettings(
                "crm",
                TypeFilter.of(List.of("lead.*")),
                CONCURRENCY,
                0,
                batch,
                DEFAULTS.timeout(),
                DEFAULTS.retryDelays(),
                DEFAULTS.maxAge(),
                true,
                true,
                false);
    }

    void turn() {
        engine.turn();
    }

    /** A turn when it is time to look again; how many attempts it has started. */
    int startsLater() {
        int before = workers.size();
        clock.advance(Duration.ofMillis(250));
        engine.turn();
        return workers.size() - before;
    }

    /** A delivery for a lead of its own, of which the engine is told. */
    void comes(int id) {
        comes(id, "lead_" + id, 0);
    }

    /** @param attempts how many attempts of it have failed already */
    void comes(int id, String lead, int attempts) {
        rows.event(id, "lead.created", lead);
        rows.delivery(id, id, "crm", "pending");
        rows.set(id, "attempts = " + attempts);
        engine.lookAgain();
    }

    /** As the program would, but at once. */
    void write(Lease lease, Result result) {
        JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
        new JdbcResults(jdbc, database.transactions(), Databases.h2(jdbc))
                .write(List.of(new LeasedResult(lease, result)));
    }

    @Override
    public void close() {
        database.close();
    }
}
