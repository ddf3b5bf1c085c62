package io.leadhook.inbox;

import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The proof that an arrival is on disk. Only the inbox can make one, so no edit of a route can pretend that something
 * was stored: whoever answers a sender asks for it ({@link #of}) before any status below 300 leaves.
 */
public final class Receipt {
    private static final String PROPERTY = "leadhook.receipt";

    private final Arrival arrival;

    Receipt(Arrival arrival) {
        this.arrival = arrival;
    }

    /** What was stored. */
    public Arrival arrival() {
        return arrival;
    }

    /** The receipt that the inbox left on this exchange, or null if nothing was stored. */
    public static @Nullable Receipt of(Exchange exchange) {
        return exchange.getProperty(PROPERTY) instanceof Receipt receipt ? receipt : null;
    }

    void putOn(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
    }
}
