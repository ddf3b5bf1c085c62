package io.leadhook.delivery;

import org.apache.camel.Exchange;

/**
 * Collects the deliveries of a dispatch. The dispatch route puts one on its exchange; sending that exchange to
 * {@code delivery:<name>} adds to it, and the dispatch writes all of them in its transaction.
 */
public interface DeliveryPlan {
    String PROPERTY = "leadhook.delivery-plan";

    /** Adds a delivery of the event in the exchange's body. */
    void add(Exchange exchange, Destination destination);
}
