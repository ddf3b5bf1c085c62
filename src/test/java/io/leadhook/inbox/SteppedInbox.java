package io.leadhook.inbox;

import io.leadhook.proof.model.Store;
import io.leadhook.replica.Lease;
import io.leadhook.replica.LeasedWork;
import io.leadhook.replica.Leases;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** The inbox of a hub, real but for its consumer's thread: a test makes each of its turns. */
public final class SteppedInbox implements LeasedWork, AutoCloseable {
    /** So small that a few events are a crowd, and the others pass them. */
    private static final int BATCH = 4;

    private final DispatchLease dispatchLease = new DispatchLease();
    private final JdbcInbox inbox;
    private final StoredBodies bodies;
    private final InboxAppender appender;
    private final InboxComponent component;
    private final Consumer<List<Arrival>> acknowledge;
    private final boolean tooSoon;
    private @Nullable Lease lease;
    private FairPick pick;

    /**
     * @param leases that begin nothing by themselves
     * @param acknowledge is told what the senders may rely on from now on
     * @param tooSoon a planted bug: they are told before it is on disk
     */
    public SteppedInbox(Store store, Leases leases, Consumer<List<Arrival>> acknowledge, boolean tooSoon) {
        this.acknowledge = acknowledge;
        this.tooSoon = tooSoon;
        this.inbox = new JdbcInbox(store.jdbc(), store.transaction(), store.database(), dispatchLease);
        this.pick = new FairPick(inbox, BATCH);
        InboxSignal signal = new InboxSignal(leases);
        this.bodies = new StoredBodies(store.jdbc());
        this.appender =
                new InboxAppender(new JdbcAppend(store.append(), new KeptRepeats(store.append()), bodies), signal);
        this.component = new InboxComponent(
                new InboxComponent.Shared(appender, inbox, signal, dispatchLease, leases, store.clock()));
    }

    public InboxComponent component() {
        return component;
    }

    public JdbcInbox inbox() {
        return inbox;
    }

    public StoredBodies bodies() {
        return bodies;
    }

    public DispatchLease dispatchLease() {
        return dispatchLease;
    }

    /** As a request would, and acknowledges; or does not, if it fails. */
    public void append(List<Arrival> arrivals) throws InterruptedException, TimeoutException {
        if (tooSoon) {
            acknowledge.accept(arrivals);
        }
        try {
            appender.append(arrivals).get(20, TimeUnit.SECONDS);
        } catch (ExecutionException notStored) {
            return;
        }
        acknowledge.accept(arrivals);
    }

    /** One look of the consumer, if the work is done here; whether anything was due. */
    public boolean turn(CamelContext camel) {
        Lease here = lease;
        InboxConsumer consumer = (InboxConsumer)
                Objects.requireNonNull(camel.getRoute("order"), "route order").getConsumer();
        return here != null && consumer.turn(here, pick);
    }

    @Override
    public String work() {
        return DispatchLease.WORK;
    }

    @Override
    public void begin(Lease won) {
        lease = won;
        pick = new FairPick(inbox, BATCH);
        dispatchLease.become(won);
    }

    @Override
    public void end() {
        lease = null;
        dispatchLease.become(null);
    }

    /** Ends its writer's thread. */
    @Override
    public void close() {
        appender.destroy();
    }
}
