package io.leadhook.delivery;

import io.leadhook.event.TypeFilter;
import io.leadhook.proof.model.Store;
import io.leadhook.replica.Lease;
import io.leadhook.replica.LeaseLostException;
import io.leadhook.replica.LeasedWork;
import io.leadhook.replica.Leases;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * A destination on one hub, real but for its threads: a test makes each turn of its engine and runs each of its
 * attempts. Its bounds are small, so that a short backlog is more than fits in memory.
 */
public final class SteppedDelivery implements LeasedWork, DeclaredDestination {
    private static final Bounds BOUNDS = new Bounds(8, 4, 3, 2);
    private static final DeliveryProperties DEFAULTS = SteppedDestinations.DEFAULTS;

    /** Called for each attempt: throws what a route would. */
    public interface Receiver {
        void take(SteppedDelivery from, Lease lease, List<String> eventIds, Exchange exchange) throws Exception;
    }

    private final SteppedDestinations shared;
    private final DeliverySettings settings;
    private final Receiver receiver;
    private final StepExecutor workers = new StepExecutor();
    private final Breaker breaker;
    private final DeliveryMetrics metrics;
    private @Nullable DeliveryEngine engine;

    /** @param batch how many deliveries one attempt may carry */
    public SteppedDelivery(
            SteppedDestinations shared,
            String name,
            int batch,
            boolean skipLate,
            boolean holdOnDead,
            Receiver receiver) {
        this.shared = shared;
        this.receiver = receiver;
        this.settings = new DeliverySettings(
                name,
                TypeFilter.of(List.of("lead.*")),
                batch > 1 ? 1 : 4,
                0,
                batch,
                DEFAULTS.timeout(),
                DEFAULTS.retryDelays(),
                DEFAULTS.maxAge(),
                skipLate,
                true,
                holdOnDead);
        this.breaker = new Breaker(name, DEFAULTS.breaker(), shared.store.clock());
        this.metrics = new DeliveryMetrics(name, shared.meters);
        shared.destinations().register(this, "deliver-to-" + name);
    }

    @Override
    public String work() {
        return "delivery:" + settings.name();
    }

    @Override
    public void begin(Lease won) {
        Clock clock = shared.store.clock();
        Lanes lanes = new Lanes(true, BOUNDS);
        engine = new DeliveryEngine(
                new DeliveryEngine.Parts(
                        settings,
                        won,
                        new RouteAttempt(
                                shared.camel,
                                exchange -> take(won, exchange),
                                settings,
                                shared.parts(Leases.alone()),
                                won),
                        new Window(settings.name(), shared.table, won, lanes, BOUNDS),
                        lanes,
                        breaker,
                        new ResultRules(
                                settings,
                                new RetrySchedule(settings.retryDelays(), settings.maxAge(), shared.random::nextLong),
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
            while (workers.size() > 0) {
                run(0);
            }
            shared.results.commit(Integer.MAX_VALUE);
            turn();
        }
        engine = null;
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
        return workers.size();
    }

    public void run(int attempt) {
        workers.run(attempt);
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
    public DeliverySettings settings() {
        return settings;
    }

    @Override
    public State state() {
        return State.RUNNING;
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
}
