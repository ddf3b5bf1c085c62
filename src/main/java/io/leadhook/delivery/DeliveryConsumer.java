package io.leadhook.delivery;

import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A destination: answers for it on every replica, and offers to do its work while its route runs here. */
final class DeliveryConsumer extends DefaultConsumer implements DeclaredDestination {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryConsumer.class);

    private final DeliveryEndpoint endpoint;
    private final DeliverySettings settings;
    private final DeliveryComponent.Shared shared;
    private final DestinationWork work;
    /** Asked for each event that is dispatched, and the environment takes its time. */
    private final boolean configured;

    private volatile boolean offered;

    DeliveryConsumer(
            DeliveryEndpoint endpoint,
            Processor processor,
            DeliverySettings settings,
            DeliveryComponent.Shared shared) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.settings = settings;
        this.shared = shared;
        this.configured = endpoint.isConfigured();
        this.work = new DestinationWork(endpoint, processor, settings, shared);
    }

    /** Before any route runs, so that no event is dispatched past a destination that comes up a moment later. */
    @Override
    protected void doInit() throws Exception {
        super.doInit();
        shared.destinations().register(this, getRouteId());
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        if (!configured) {
            LOG.warn("Destination {} is off: {} is not set", settings.name(), endpoint.requiredKey());
            return;
        }
        work.changed();
        offered = true;
        shared.leases().offer(work);
    }

    @Override
    protected void doStop() throws Exception {
        if (offered) {
            shared.leases().withdraw(work);
        }
        offered = false;
        super.doStop();
    }

    @Override
    protected void doShutdown() throws Exception {
        shared.destinations().remove(this);
        super.doShutdown();
    }

    @Override
    public DeliverySettings settings() {
        return settings;
    }

    @Override
    public State state() {
        if (!configured) {
            return State.OFF;
        }
        // A stopped route goes on collecting, as a paused one does.
        if (!offered || work.isPaused()) {
            return State.PAUSED;
        }
        return work.isOpen() ? State.OPEN : State.RUNNING;
    }

    @Override
    public int inFlight() {
        return work.inFlight();
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
        shared.store()
                .pauses()
                .setPaused(settings.name(), paused, shared.clock().instant());
        work.changed();
        rescan();
    }

    @Override
    public void wake() {
        shared.leases().wake(work.work());
    }

    @Override
    public void rescan() {
        shared.leases().announceChange(work.work());
    }
}
