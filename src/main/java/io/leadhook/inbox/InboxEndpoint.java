package io.leadhook.inbox;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** The one endpoint of {@link InboxComponent}. */
final class InboxEndpoint extends DefaultEndpoint {
    private final InboxComponent.Shared shared;

    InboxEndpoint(String uri, InboxComponent component) {
        super(uri, component);
        this.shared = component.shared();
    }

    @Override
    public Producer createProducer() {
        return new InboxProducer(this, shared.appender());
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        return new InboxConsumer(this, processor, shared);
    }
}
