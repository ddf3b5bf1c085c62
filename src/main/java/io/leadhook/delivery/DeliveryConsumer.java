package io.leadhook.delivery;

import io.leadhook.event.EventType;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Processor;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A destination: builds its engine, runs it while the route runs, and answers for it. */
final class DeliveryConsumer extends DefaultConsumer implements Destination {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryConsumer.class);
    private static final long STOP_SECONDS = 20;

    private final DeliveryEndpoint endpoint;
    private final DeliverySettings settings;
    private final DeliveryComponent.Shared shared;
    private final Breaker breaker;
    private final DeliveryMetrics metrics;
    private @Nullable ExecutorService workers;
    private @Nullable ExecutorService engineThread;
    private volatile @Nullable DeliveryEngine engine;

    DeliveryConsumer(
            DeliveryEndpoint endpoint,
            Processor processor,
            DeliverySettings settings,
            DeliveryComponent.Shared shared) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.settings = settings;
        this.shared = shared;
        this.breaker = new Breaker(settings.name(), shared.defaults().breaker(), shared.clock());
        this.metrics = new DeliveryMetrics(settings.name(), shared.meters());
    }

    /** Before any route runs, so that no event is dispatched past a destination that comes up a moment later. */
    @Override
    protected void doInit() throws Exception {
        super.doInit();
        shared.destinations().register(this);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        if (!endpoint.isConfigured()) {
            LOG.warn("Destination {} is off: {} is not set", settings.name(), endpoint.requiredKey());
            return;
        }
        ExecutorServiceManager executors = endpoint.getCamelContext().getExecutorServiceManager();
        ExecutorService pool = executors.newFixedThreadPool(this, "to-" + settings.name(), settings.concurrency());
        ExecutorService thread = executors.newSingleThreadExecutor(this, "engine-" + settings.name());
        DeliveryEngine started = newEngine(pool);
        workers = pool;
        engineThread = thread;
        engine = started;
        thread.execute(started::run);
    }

    private DeliveryEngine newEngine(ExecutorService pool) {
        Clock clock = shared.clock();
        Lanes lanes = new Lanes(settings.ordered());
        RetrySchedule schedule = new RetrySchedule(
                settings.retryDelays(),
                settings.maxAge(),
                () -> ThreadLocalRandom.current().nextLong());
        return new DeliveryEngine(
                new DeliveryEngine.Parts(
                        settings,
                        new RouteAttempt(endpoint.getCamelContext(), getProcessor(), settings, shared.bodies(), clock),
                        new Window(settings.name(), shared.table(), lanes),
                        lanes,
                        breaker,
                        new Verdict(settings, schedule, clock),
                        shared.results(),
                        metrics,
                        shared.deadLetterChannel(),
                        clock),
                pool,
                shared.table().isPaused(settings.name()));
    }

    /** Lets what is in flight end; what does not end in time is sent again after the next start. */
    @Override
    protected void doStop() throws Exception {
        DeliveryEngine stopping = engine;
        ExecutorService thread = engineThread;
        if (stopping != null && thread != null) {
            stopping.stop();
            thread.shutdown();
            if (!thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("{}: {} deliveries did not end within {} s", settings.name(), inFlight(), STOP_SECONDS);
                thread.shutdownNow();
            }
        }
        if (workers != null) {
            workers.shutdownNow();
        }
        engine = null;
        super.doStop();
    }

    @Override
    protected void doShutdown() throws Exception {
        shared.destinations().remove(this);
        super.doShutdown();
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public State state() {
        DeliveryEngine current = engine;
        if (!endpoint.isConfigured()) {
            return State.OFF;
        }
        // A stopped route goes on collecting, as a paused one does.
        if (current == null || current.isPaused()) {
            return State.PAUSED;
        }
        return breaker.isOpen() ? State.OPEN : State.RUNNING;
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
        DeliveryEngine current = engine;
        return current == null ? 0 : current.inFlight();
    }

    @Override
    public void pause() {
        setPaused(true);
    }

    @Override
    public void resume() {
        setPaused(false);
    }

    private void setPaused(boolean paused) {
        shared.table().setPaused(settings.name(), paused, shared.clock().instant());
        DeliveryEngine current = engine;
        if (current != null) {
            current.setPaused(paused);
        }
    }

    @Override
    public void wake() {
        DeliveryEngine current = engine;
        if (current != null) {
            current.lookAgain();
        }
    }

    @Override
    public void rescan() {
        DeliveryEngine current = engine;
        if (current != null) {
            current.rescan();
        }
    }
}
