package io.leadhook.delivery;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/** One destination's end of {@link DeliveryComponent}. */
final class DeliveryEndpoint extends DefaultEndpoint {
    private final DeliveryComponent.Shared shared;
    private final String name;
    private final DeliveryOptions options;

    DeliveryEndpoint(String uri, DeliveryComponent component, String name, DeliveryOptions options) {
        super(uri, component);
        this.shared = component.shared();
        this.name = name;
        this.options = options;
    }

    @Override
    public Producer createProducer() {
        return new DeliveryProducer(this, shared.destinations(), name);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        return new DeliveryConsumer(this, processor, options.settings(name, shared.defaults()), shared);
    }

    /** Whether the key that the destination requires is configured; without one it is on. */
    boolean isConfigured() {
        String key = options.requires();
        if (key == null) {
            return true;
        }
        String value = shared.environment().getProperty(key);
        return value != null && !value.isBlank();
    }

    @Nullable
    String requiredKey() {
        return options.requires();
    }
}
