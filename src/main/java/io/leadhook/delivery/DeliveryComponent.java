package io.leadhook.delivery;

import io.leadhook.replica.Leases;
import io.leadhook.trace.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * {@code delivery:<name>}. A route that starts from it is a destination: it has a durable queue, lanes per lead,
 * retries, a breaker, metrics and dead letters. Only the dispatch sends to it.
 */
@Component("delivery")
class DeliveryComponent extends DefaultComponent {
    /** What every destination shares. */
    @Component
    record Shared(
            DeliveryStore store,
            DeadLetterChannel deadLetterChannel,
            Destinations destinations,
            Leases leases,
            DeliveryProperties defaults,
            MeterRegistry meters,
            Traces traces,
            Clock clock) {}

    private final Shared shared;
    private final Environment environment;

    DeliveryComponent(Shared shared, Environment environment) {
        this.shared = shared;
        this.environment = environment;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        DeliveryOptions options = new DeliveryOptions();
        setProperties(options, parameters);
        return new DeliveryEndpoint(uri, this, remaining, options);
    }

    Shared shared() {
        return shared;
    }

    /** Whether a key has a value. */
    boolean isSet(String key) {
        String value = environment.getProperty(key);
        return value != null && !value.isBlank();
    }
}
