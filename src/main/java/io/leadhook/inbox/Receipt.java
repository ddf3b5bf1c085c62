package io.leadhook.inbox;

import java.util.List;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The proof that an arrival is on disk. Only the inbox can make one, so no edit of a route can pretend that something
 * was stored: whoever answers a sender asks for it ({@link #of}) before any status below 300 leaves.
 */
public final class Receipt {
    private static final String PROPERTY = "leadhook.receipt";

    private final List<Arrival> arrivals;

    Receipt(List<Arrival> arrivals) {
        this.arrivals = List.copyOf(arrivals);
    }

    /** What was stored. */
    public List<Arrival> arrivals() {
        return arrivals;
    }

    /** The receipt that the inbox left on this exchange, or null if nothing was stored. */
    public static @Nullable Receipt of(Exchange exchange) {
        return exchange.getProperty(PROPERTY) instanceof Receipt receipt ? receipt : null;
    }

    void putOn(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
    }
}
