package io.leadhook.delivery;

import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/** Adds a delivery to the dispatch that is under way. */
final class DeliveryProducer extends DefaultProducer {
    private final Destinations destinations;
    private final String name;

    DeliveryProducer(DeliveryEndpoint endpoint, Destinations destinations, String name) {
        super(endpoint);
        this.destinations = destinations;
        this.name = name;
    }

    /** @throws IllegalStateException if this is no dispatch: other routes cannot address a destination */
    @Override
    public void process(Exchange exchange) {
        DeliveryPlan plan = exchange.getProperty(DeliveryPlan.PROPERTY, DeliveryPlan.class);
        if (plan == null) {
            throw new IllegalStateException("Only the dispatch sends to delivery:" + name
                    + "; name the event types that a destination wants in its option events");
        }
        plan.add(
                exchange,
                destinations.find(name).orElseThrow(() -> new IllegalStateException("No destination " + name)));
    }
}
