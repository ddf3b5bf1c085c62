package io.leadhook.delivery;

import io.leadhook.replica.Lease;
import io.leadhook.replica.LeasedWork;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.Processor;
import org.apache.camel.spi.ExecutorServiceManager;
import org.jspecify.annotations.Nullable;

/**
 * To deliver to one destination: work for one replica at a time, so that its concurrency, its rate, its breaker and the
 * order of each lead hold for the hub and not only for a process. Builds an engine for each lease and ends it. Thread-safe.
 */
final class DestinationWork implements LeasedWork {
    private static final long STOP_MS = 20_000;
    private static final String OPEN = "open";

    private record Running(DeliveryEngine engine, ExecutorService thread, ExecutorService workers) {}

    private final DeliveryEndpoint endpoint;
    private final Processor route;
    private final DeliverySettings settings;
    private final DeliveryComponent.Shared shared;
    private final Breaker breaker;
    private final DeliveryMetrics metrics;
    private volatile boolean paused;
    private volatile @Nullable Running running;

    DestinationWork(
            DeliveryEndpoint endpoint, Processor route, DeliverySettings settings, DeliveryComponent.Shared shared) {
        this.endpoint = endpoint;
        this.route = route;
        this.settings = settings;
        this.shared = shared;
        // Set back, the time of day would keep it open until it is as late again.
        Clock steady = new SteadyClock(shared.clock(), System::nanoTime);
        this.breaker = new Breaker(settings.name(), shared.defaults().breaker(), steady);
        this.metrics = new DeliveryMetrics(settings.name(), shared.meters());
    }

    @Override
    public String work() {
        return "delivery:" + settings.name();
    }

    @Override
    public void begin(Lease lease) {
        ExecutorServiceManager executors = endpoint.getCamelContext().getExecutorServiceManager();
        ExecutorService workers = executors.newFixedThreadPool(this, "to-" + settings.name(), settings.concurrency());
        ExecutorService thread = executors.newSingleThreadExecutor(this, "engine-" + settings.name());
        DeliveryEngine engine = newEngine(lease, workers);
        running = new Running(engine, thread, workers);
        thread.execute(lease.guard(engine::run));
    }

    private DeliveryEngine newEngine(Lease lease, ExecutorService workers) {
        Clock clock = shared.clock();
        Lanes lanes = new Lanes(settings.ordered(), Bounds.DEFAULT);
        RetrySchedule schedule = new RetrySchedule(
                settings.retryDelays(),
                settings.maxAge(),
                () -> ThreadLocalRandom.current().nextLong());
        return new DeliveryEngine(
                new DeliveryEngine.Parts(
                        settings,
                        lease,
                        new RouteAttempt(endpoint.getCamelContext(), route, settings, shared, lease),
                        new Window(settings.name(), shared.store().table(), lease, lanes, Bounds.DEFAULT),
                        lanes,
                        breaker,
                        new ResultRules(settings, schedule, clock),
                        shared.store().results(),
                        metrics,
                        shared.deadLetterChannel(),
                        clock,
                        System::nanoTime),
                workers,
                this::rests);
    }

    /** Routes are stopped one after the other, and while one waits for what is in flight, no other may start more. */
    private boolean rests() {
        return paused || endpoint.getCamelContext().isStopping();
    }

    /** Lets what is in flight end; what does not end in time is sent again by whoever is next. */
    @Override
    public void end() {
        Running ending = running;
        if (ending == null) {
            return;
        }
        ending.engine().stop();
        ExecutorServiceManager executors = endpoint.getCamelContext().getExecutorServiceManager();
        executors.shutdownGraceful(ending.thread(), STOP_MS);
        executors.shutdownNow(ending.workers());
        running = null;
    }

    @Override
    public void wake() {
        Running here = running;
        if (here != null) {
            here.engine().lookAgain();
        }
    }

    @Override
    public void changed() {
        paused = shared.store().pauses().isPaused(settings.name());
        Running here = running;
        if (here != null) {
            here.engine().rescan();
        }
    }

    @Override
    public String condition() {
        return breaker.isOpen() ? OPEN : "running";
    }

    boolean isPaused() {
        return paused;
    }

    /** In whichever replica it is done. */
    boolean isOpen() {
        return running == null
                ? shared.leases()
                        .conditionElsewhere(work())
                        .filter(OPEN::equals)
                        .isPresent()
                : breaker.isOpen();
    }

    int inFlight() {
        Running here = running;
        return here == null ? 0 : here.engine().inFlight();
    }
}
