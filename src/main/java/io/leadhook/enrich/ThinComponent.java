package io.leadhook.enrich;

import io.leadhook.inbox.InboxSignal;
import io.leadhook.replica.Leases;
import java.time.Clock;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.springframework.stereotype.Component;

/**
 * {@code thin:events}, to consume from: each event in the inbox that lacks its lead, as a {@link Fetch}, again and again
 * until its route ends well or its time is over.
 */
@Component("thin")
class ThinComponent extends DefaultComponent {
    /** What the consumer works with. */
    @Component
    record Parts(
            ThinEvents events,
            FetchTargets targets,
            LeadCache cache,
            FetchMetrics metrics,
            InboxSignal inbox,
            Leases leases,
            Clock clock) {}

    private final Parts parts;

    ThinComponent(Parts parts) {
        this.parts = parts;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        if (!"events".equals(remaining)) {
            throw new IllegalArgumentException("There is thin:events; not thin:" + remaining);
        }
        return new ThinEndpoint(uri, this, parts);
    }
}
