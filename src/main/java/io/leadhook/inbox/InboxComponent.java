package io.leadhook.inbox;

import io.leadhook.replica.Leases;
import java.time.Clock;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.springframework.stereotype.Component;

/**
 * {@code inbox:events}. Sending an {@link Arrival} to it returns when the arrival is on disk (Guaranteed Delivery) and
 * leaves a {@link Receipt} on the exchange; consuming from it gives batches, {@code List<InboxEvent>}, of what may be
 * dispatched now.
 */
@Component("inbox")
class InboxComponent extends DefaultComponent {
    /** What both ends of the inbox work with. */
    @Component
    record Shared(
            InboxAppender appender,
            JdbcInbox inbox,
            InboxSignal signal,
            DispatchLease dispatchLease,
            Leases leases,
            Clock clock) {}

    private final Shared shared;

    InboxComponent(Shared shared) {
        this.shared = shared;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        if (!"events".equals(remaining)) {
            throw new IllegalArgumentException("There is one inbox, inbox:events; not inbox:" + remaining);
        }
        return new InboxEndpoint(uri, this);
    }

    Shared shared() {
        return shared;
    }
}
