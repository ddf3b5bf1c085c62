package io.leadhook.inbox;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;

/** An {@code inbox:} component that keeps arrivals in memory, and can be told to fail. */
public final class FakeInbox extends DefaultComponent {
    private final List<Arrival> stored = new CopyOnWriteArrayList<>();
    private volatile boolean failing;

    public List<Arrival> stored() {
        return stored;
    }

    public void fail(boolean now) {
        failing = now;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        return new DefaultEndpoint(uri, this) {
            @Override
            public Producer createProducer() {
                return new DefaultProducer(this) {
                    @Override
                    public void process(Exchange exchange) {
                        store(exchange);
                    }
                };
            }

            @Override
            public Consumer createConsumer(Processor processor) {
                throw new UnsupportedOperationException("nobody reads this inbox");
            }
        };
    }

    private void store(Exchange exchange) {
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
