package io.leadhook.receive;

import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Who called, as the guard found it before any route saw the request.
 *
 * @param uri path and query as they came
 */
record Caller(Source source, String uri) {
    private static final String PROPERTY = "leadhook.caller";

    static @Nullable Caller of(Exchange exchange) {
        return exchange.getProperty(PROPERTY) instanceof Caller caller ? caller : null;
    }

    void putOn(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
    }
}
