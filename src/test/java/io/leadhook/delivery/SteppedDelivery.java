package io.leadhook.delivery;

import io.leadhook.event.EventType;
import io.leadhook.proof.model.Store;
import io.leadhook.replica.Lease;
import io.leadhook.replica.LeaseLostException;
import io.leadhook.replica.LeasedWork;
import io.leadhook.replica.Leases;
import io.leadhook.trace.Traces;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.StandardEnvironment;

/**
 * A destination on one hub, real but for its threads: a test makes each turn of its engine and runs each of its
 * attempts. Its bounds are small, so that a short backlog is more than fits in memory.
 */
public final class SteppedDelivery implements LeasedWork, Destination {
    private static final Bounds BOUNDS = new Bounds(8, 4, 3, 2);
    private static final List<Duration> RETRIES =
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofSeconds(60));
    private static final DeliveryProperties DEFAULTS = new DeliveryProperties(
            RETRIES,
            Duration.ofHours(72),
            Duration.ofSeconds(10),
            new DeliveryProperties.BreakerProperties(6, 0.9, Duration.ofSeconds(60), Duration.ofSeconds(15)));

    /** What destinations of one hub share. */
    public static final class Shared {
        private final CamelContext camel;
        private final Store store;
        private final Random random;
        private final JdbcDeliveries table;
        private final EventBody bodies;
        private final ResultQueue results;
        private final Destinations destinations = new Destinations();
        private final DeadLetterChannel deadLetterChannel;
        private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

        /** @param careless a planted bug: nobody waits behind a delivery that waits for its next attempt */
        public Shared(CamelContext camel, Store store, Random random, ResultQueue results, boolean careless) {
            this.camel = camel;
            this.store = store;
            this.random = random;
            this.results = results;
            this.table =
                    careless ? new CarelessDeliveries(store) : new JdbcDeliveries(store.jdbc(), store.transaction());
            this.bodies = new EventBody(table);
            this.deadLetterChannel = new SilentChannel(camel, camel.createProducerTemplate());
        }

        /** For the recipient list of the dispatch. */
        public Component component(Leases leases) {
            return new DeliveryComponent(parts(leases));
        }

        private DeliveryComponent.Shared parts(Leases leases) {
            return new DeliveryComponent.Shared(
                    table,
                    bodies,
                    results,
                    deadLetterChannel,
                    destinations,
                    leases,
                    DEFAULTS,
                    meters,
                    new StandardEnvironment(),
                    Traces.OFF,
                    store.clock());
        }

        public Destinations destinations() {
            return destinations;
        }
    }

    /** Called for each attempt: throws what a route would. */
    public interface Receiver {
        void take(SteppedDelivery from, Lease lease, List<String> eventIds, Exchange exchange) throws Exception;
    }

    private final Shared shared;
    private final DeliverySettings settings;
    private final Receiver receiver;
    private final Waiting workers = new Waiting();
    private final Breaker breaker;
    private final DeliveryMetrics metrics;
    private @Nullable DeliveryEngine engine;
    private @Nullable Lease lease;

    /** @param batch how many deliveries one attempt may carry */
    public SteppedDelivery(
            Shared shared, String name, int batch, boolean skipLate, boolean holdOnDead, Receiver receiver) {
        this.shared = shared;
        this.receiver = receiver;
        this.settings = new DeliverySettings(
                name,
                List.of("lead.*"),
                batch > 1 ? 1 : 4,
                0,
                batch,
                DEFAULTS.timeout(),
                RETRIES,
                DEFAULTS.maxAge(),
                skipLate,
                true,
                holdOnDead);
        this.breaker = new Breaker(name, DEFAULTS.breaker(), shared.store.clock());
        this.metrics = new DeliveryMetrics(name, shared.meters);
        shared.destinations.register(this);
    }

    @Override
    public String work() {
        return "delivery:" + settings.name();
    }

    @Override
    public void begin(Lease won) {
        Clock clock = shared.store.clock();
        Lanes lanes = new Lanes(true, BOUNDS);
        lease = won;
        engine = new DeliveryEngine(
                new DeliveryEngine.Parts(
                        settings,
                        won,
                        new RouteAttempt(
                                shared.camel, exchange -> take(won, exchange), settings, shared.parts(Leases.alone()), won),
                        new Window(settings.name(), shared.table, won, lanes, BOUNDS),
                        lanes,
                        breaker,
                        new Verdict(
                                settings,
                                new RetrySchedule(RETRIES, settings.maxAge(), shared.random::nextLong),
                                clock),
                        shared.results,
                        metrics,
                        shared.deadLetterChannel,
                        clock,
                        shared.store.nanoTime()),
                workers,
                () -> false);
    }

    private void take(Lease under, Exchange exchange) throws Exception {
        Object body = exchange.getMessage().getBody();
        Collection<?> events = settings.batch() == 1 ? List.of(body) : (List<?>) body;
        receiver.take(
                this,
                under,
                events.stream()
                        .map(event -> String.valueOf(((Map<?, ?>) event).get("event_id")))
                        .toList(),
                exchange);
    }

    /** Lets what is under way end, as a thread that stops does. */
    @Override
    public void end() {
        DeliveryEngine ending = engine;
        if (ending == null) {
            return;
        }
        ending.stop();
        for (int round = 0; ending.isGoing(); round++) {
            if (round == 1_000) {
                throw new AssertionError(settings.name() + " does not end");
            }
            while (!workers.tasks.isEmpty()) {
                run(0);
            }
            shared.results.commit(Integer.MAX_VALUE);
            turn();
        }
        engine = null;
        lease = null;
    }

    /** One turn of the engine, if the work is done here. */
    public void turn() {
        DeliveryEngine here = engine;
        if (here == null || !here.isGoing()) {
            return;
        }
        try {
            here.turn();
        } catch (LeaseLostException e) {
            here.stop();
        }
    }

    /** How many attempts have been started and have not run. */
    public int waitingAttempts() {
        return workers.tasks.size();
    }

    public void run(int attempt) {
        workers.tasks.remove(attempt).run();
    }

    @Override
    public void wake() {
        DeliveryEngine here = engine;
        if (here != null) {
            here.lookAgain();
        }
    }

    @Override
    public void changed() {
        rescan();
    }

    @Override
    public void rescan() {
        DeliveryEngine here = engine;
        if (here != null) {
            here.rescan();
        }
    }

    /** How many deliveries one attempt may carry. */
    public int batch() {
        return settings.batch();
    }

    public Store store() {
        return shared.store;
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public State state() {
        return State.RUNNING;
    }

    @Override
    public List<String> events() {
        return settings.events();
    }

    @Override
    public boolean wants(EventType type) {
        return settings.wants(type);
    }

    @Override
    public boolean skipsSuperseded() {
        return settings.skipLate();
    }

    @Override
    public int inFlight() {
        DeliveryEngine here = engine;
        return here == null ? 0 : here.inFlight();
    }

    @Override
    public void pause() {
        throw new UnsupportedOperationException("nobody pauses here");
    }

    @Override
    public void resume() {
        throw new UnsupportedOperationException("nobody pauses here");
    }

    private static final class SilentChannel extends DeadLetterChannel {
        SilentChannel(CamelContext camel, ProducerTemplate template) {
            super(camel, template);
        }

        @Override
        void announce(String destination, Result.Dead dead) {
            // The rows tell.
        }
    }

    private static final class CarelessDeliveries extends JdbcDeliveries {
        CarelessDeliveries(Store store) {
            super(store.jdbc(), store.transaction());
        }

        @Override
        Map<LaneKey, Long> firstWaiting(String destination, Collection<LaneKey> lanes) {
            return Map.of();
        }
    }

    /** Keeps what is to run until a test runs it. */
    private static final class Waiting extends AbstractExecutorService {
        private final List<Runnable> tasks = new ArrayList<>();

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
        }

        @Override
        public void shutdown() {
            tasks.clear();
        }

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }
    }
}
