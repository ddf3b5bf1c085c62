package io.leadhook.enrich;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** The one endpoint of {@link ThinComponent}. */
final class ThinEndpoint extends DefaultEndpoint {
    private final ThinComponent.Parts parts;

    ThinEndpoint(String uri, ThinComponent component, ThinComponent.Parts parts) {
        super(uri, component);
        this.parts = parts;
    }

    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException("thin:events is to consume from; events are sent to inbox:events");
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        return new ThinConsumer(this, processor, parts);
    }
}
