package io.leadhook.delivery;

import io.leadhook.inbox.StoredBodies;
import io.leadhook.proof.model.Store;
import io.leadhook.replica.Leases;
import io.leadhook.trace.Traces;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.ProducerTemplate;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the {@link SteppedDelivery destinations} of one hub share. */
public final class SteppedDestinations {
    static final DeliveryProperties DEFAULTS = new DeliveryProperties(
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofSeconds(60)),
            Duration.ofHours(72),
            Duration.ofSeconds(10),
            new DeliveryProperties.BreakerProperties(6, 0.9, Duration.ofSeconds(60), Duration.ofSeconds(15)));

    final CamelContext camel;
    final Store store;
    final Random random;
    final JdbcDeliveries table;
    final EventBody bodies;
    final ResultQueue results;
    final DeadLetterChannel deadLetterChannel;
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Destinations destinations = new Destinations();

    /** @param careless a planted bug: nobody waits behind a delivery that waits for its next attempt */
    public SteppedDestinations(
            CamelContext camel,
            Store store,
            Random random,
            ResultQueue results,
            StoredBodies bodies,
            boolean careless) {
        this.camel = camel;
        this.store = store;
        this.random = random;
        this.results = results;
        this.table = careless
                ? new CarelessDeliveries(store)
                : new JdbcDeliveries(store.jdbc(), store.transaction(), store.database());
        this.bodies = new EventBody(bodies);
        this.deadLetterChannel = new SilentChannel(camel, camel.createProducerTemplate());
    }

    /** For the recipient list of the dispatch. */
    public Component component(Leases leases) {
        return new DeliveryComponent(parts(leases), new StandardEnvironment());
    }

    DeliveryComponent.Shared parts(Leases leases) {
        return new DeliveryComponent.Shared(
                new DeliveryStore(
                        table,
                        new NewerDelivered(JdbcClient.create(store.jdbc())),
                        new JdbcPauses(store.jdbc()),
                        bodies,
                        results),
                deadLetterChannel,
                destinations,
                leases,
                DEFAULTS,
                meters,
                Traces.OFF,
                store.clock());
    }

    public Destinations destinations() {
        return destinations;
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
            super(store.jdbc(), store.transaction(), store.database());
        }

        @Override
        Map<LaneKey, Long> firstWaiting(String destination, Collection<LaneKey> lanes) {
            return Map.of();
        }
    }
}
