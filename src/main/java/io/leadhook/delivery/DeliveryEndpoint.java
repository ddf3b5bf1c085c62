package io.leadhook.delivery;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/** One destination's end of {@link DeliveryComponent}. */
final class DeliveryEndpoint extends DefaultEndpoint {
    private final DeliveryComponent component;
    private final String name;
    private final DeliveryOptions options;

    DeliveryEndpoint(String uri, DeliveryComponent component, String name, DeliveryOptions options) {
        super(uri, component);
        this.component = component;
        this.name = name;
        this.options = options;
    }

    @Override
    public Producer createProducer() {
        return new DeliveryProducer(this, component.shared().destinations(), name);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        DeliveryComponent.Shared shared = component.shared();
        return new DeliveryConsumer(this, processor, options.settings(name, shared.defaults()), shared);
    }

    /** Whether the key that the destination requires is configured; without one it is on. */
    boolean isConfigured() {
        String key = options.requires();
        return key == null || component.isSet(key);
    }

    @Nullable
    String requiredKey() {
        return options.requires();
    }
}
