package io.leadhook.inbox;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;

/** An {@code inbox:} component that keeps arrivals in memory, and can be told to fail. */
public final class FakeInbox extends StandInInbox {
    private final List<Arrival> stored = new CopyOnWriteArrayList<>();
    private volatile boolean failing;

    public List<Arrival> stored() {
        return stored;
    }

    public void fail(boolean now) {
        failing = now;
    }

    @Override
    void store(Exchange exchange) {
        if (failing) {
            throw new IllegalStateException("jdbc:h2:secret-path is down");
        }
        List<Arrival> arrivals = exchange.getMessage().getBody() instanceof List<?> several
                ? several.stream().map(Arrival.class::cast).toList()
                : List.of(exchange.getMessage().getBody(Arrival.class));
        stored.addAll(arrivals);
        new Receipt(arrivals).putOn(exchange);
    }
}
