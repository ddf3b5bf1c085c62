package io.leadhook.proof.model;

import io.leadhook.deadletter.DeadLetterSearch;
import io.leadhook.deadletter.DeadLetters;
import io.leadhook.deadletter.RealDeadLetters;
import io.leadhook.delivery.ResultQueue;
import io.leadhook.delivery.SteppedDelivery;
import io.leadhook.delivery.SteppedDestinations;
import io.leadhook.dispatch.RealDispatch;
import io.leadhook.event.LeadEvent;
import io.leadhook.inbox.Arrival;
import io.leadhook.inbox.SteppedInbox;
import io.leadhook.order.JdbcLeads;
import io.leadhook.order.RealOrder;
import io.leadhook.replica.Lease;
import io.leadhook.replica.LeasedWork;
import io.leadhook.replica.Leases;
import io.leadhook.replica.SteppedReplica;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.jspecify.annotations.Nullable;

/** One run of the program, from its start to its crash: everything that it has in memory, wired as the program is. */
final class ModelHub implements AutoCloseable {
    static final Duration LEASE = Duration.ofSeconds(6);
    static final Duration WINDOW = Duration.ofSeconds(5);

    private final Store store;
    private final CamelContext camel = new DefaultCamelContext();
    private final SteppedInbox inbox;
    private final ResultQueue results;
    private final List<SteppedDelivery> deliveries = new ArrayList<>();
    private final DeadLetters deadLetters;
    private final DeadLetterSearch search;
    private final @Nullable SteppedReplica replica;

    /** @param shared whether there are other hubs on the database */
    ModelHub(
            Store store,
            boolean shared,
            Random random,
            Receivers receivers,
            Consumer<List<LeadEvent>> acknowledge,
            Bug bug)
            throws Exception {
        this.store = store;
        this.results = new ResultQueue(store);
        this.inbox = new SteppedInbox(
                store,
                new NobodyElse(),
                stored -> acknowledge.accept(events(stored)),
                bug == Bug.ACKNOWLEDGED_TOO_SOON);
        SteppedDestinations common = new SteppedDestinations(
                camel, store, random, results, inbox.bodies(), bug == Bug.LANE_PASSES_FAILED_HEAD);
        deliveries.add(new SteppedDelivery(common, "crm", 1, true, false, receivers));
        deliveries.add(new SteppedDelivery(common, "digest", 3, false, false, receivers));
        deliveries.add(new SteppedDelivery(common, "strict", 1, false, true, receivers));
        this.deadLetters = RealDeadLetters.of(store, common.destinations());
        this.search = RealDeadLetters.searchOf(store);
        startRoutes(common);
        this.replica =
                shared ? new SteppedReplica(store.gate().name(), store, LEASE, bug == Bug.EPOCH_NOT_CHECKED) : null;
        for (LeasedWork work : works()) {
            if (replica == null) {
                work.begin(Lease.alone(work.work()));
            } else {
                replica.offer(work);
            }
        }
    }

    private List<LeasedWork> works() {
        List<LeasedWork> works = new ArrayList<>(deliveries);
        works.add(inbox);
        return works;
    }

    private void startRoutes(SteppedDestinations common) throws Exception {
        JdbcLeads leads = RealOrder.leads(store.jdbc());
        camel.disableJMX();
        camel.getRegistry().bind("dispatchTransaction", new SpringTransactionPolicy(store.transactions()));
        camel.addComponent("inbox", inbox.component());
        camel.addComponent("delivery", common.component(new NobodyElse()));
        camel.addRoutes(RealDispatch.routes(store, leads, inbox.dispatchLease(), common.destinations()));
        camel.addRoutes(RealOrder.routes(inbox.inbox(), leads, store.clock(), WINDOW));
        camel.start();
    }

    private static List<LeadEvent> events(List<Arrival> stored) {
        return stored.stream()
                .map(arrival -> ((Arrival.Readable) arrival).event())
                .toList();
    }

    Gate gate() {
        return store.gate();
    }

    List<SteppedDelivery> deliveries() {
        return deliveries;
    }

    ResultQueue results() {
        return results;
    }

    DeadLetters deadLetters() {
        return deadLetters;
    }

    DeadLetterSearch search() {
        return search;
    }

    Optional<SteppedReplica> replica() {
        return Optional.ofNullable(replica);
    }

    void append(List<LeadEvent> events) throws InterruptedException, TimeoutException {
        inbox.append(events.stream()
                .map(event -> Network.arrival(event, store.clock().instant()))
                .toList());
    }

    boolean inboxTurn() {
        return inbox.turn(camel);
    }

    /** Gives back threads; the hub need not have died. */
    @Override
    public void close() {
        gate().die();
        camel.stop();
        inbox.close();
    }

    /** Begins nothing by itself; a wake-up is lost, as a bell can be. */
    private static final class NobodyElse implements Leases {
        @Override
        public void offer(LeasedWork work) {
            // The model hands out the work.
        }

        @Override
        public void withdraw(LeasedWork work) {
            // The model takes it away.
        }

        @Override
        public void wake(String work) {
            // The model looks anyway.
        }

        @Override
        public void announceChange(String work) {
            // The model does.
        }

        @Override
        public Optional<String> conditionElsewhere(String work) {
            return Optional.empty();
        }
    }
}
