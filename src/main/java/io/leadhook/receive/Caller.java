package io.leadhook.receive;

import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Who called, as the guard found it before any route saw the request.
 *
 * @param uri path and query as they came
 * @param address of the connection's other end: behind a proxy, the proxy's
 */
record Caller(Source source, String uri, String address) {
    private static final String PROPERTY = "leadhook.caller";

    static @Nullable Caller of(Exchange exchange) {
        return exchange.getProperty(PROPERTY) instanceof Caller caller ? caller : null;
    }

    void putOn(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
    }
}
