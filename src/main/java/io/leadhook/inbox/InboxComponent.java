package io.leadhook.inbox;

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
    private final InboxAppender appender;
    private final JdbcInbox inbox;
    private final InboxSignal signal;
    private final Clock clock;

    InboxComponent(InboxAppender appender, JdbcInbox inbox, InboxSignal signal, Clock clock) {
        this.appender = appender;
        this.inbox = inbox;
        this.signal = signal;
        this.clock = clock;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        if (!"events".equals(remaining)) {
            throw new IllegalArgumentException("There is one inbox, inbox:events; not inbox:" + remaining);
        }
        return new InboxEndpoint(uri, this);
    }

    InboxAppender appender() {
        return appender;
    }

    JdbcInbox inbox() {
        return inbox;
    }

    InboxSignal signal() {
        return signal;
    }

    Clock clock() {
        return clock;
    }
}
