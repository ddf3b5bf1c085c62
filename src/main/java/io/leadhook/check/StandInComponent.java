package io.leadhook.check;

import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;

/** A component that knows which options there are and of which types, and does nothing. */
class StandInComponent extends DefaultComponent {
    private final Map<String, Class<?>> options;

    StandInComponent(Map<String, Class<?>> options) {
        this.options = options;
    }

    /**
     * Judges what the types do not tell.
     *
     * @param name what stands in the address after the scheme
     * @throws IllegalArgumentException naming the option, its value and the way out
     */
    void check(String name, Map<String, Object> given) {
        // Of most components nothing.
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        Map<String, Object> given = new HashMap<>();
        options.forEach((name, type) -> {
            String value = getAndRemoveParameter(parameters, name, String.class);
            if (value != null) {
                requireFits(name, value, type);
                given.put(name, value);
            }
        });
        check(remaining, given);
        return new StandInEndpoint(uri, this);
    }

    private void requireFits(String name, String value, Class<?> type) {
        boolean judged = type.isPrimitive() || type.isEnum() || Number.class.isAssignableFrom(type);
        if (judged && getCamelContext().getTypeConverter().tryConvertTo(type, value) == null) {
            throw new IllegalArgumentException("option " + name + " is '" + value + "', not " + Wanted.of(type));
        }
    }

    private static final class StandInEndpoint extends DefaultEndpoint {
        StandInEndpoint(String uri, StandInComponent component) {
            super(uri, component);
        }

        @Override
        public Producer createProducer() {
            return new DefaultProducer(this) {
                @Override
                public void process(Exchange exchange) {
                    throw new IllegalStateException("a check sends nothing");
                }
            };
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            return new DefaultConsumer(this, processor);
        }
    }
}
