package io.leadhook.delivery;

import io.leadhook.trace.TracedAttempt;
import io.leadhook.trace.TracedEvent;
import io.leadhook.trace.Traces;
import java.util.List;
import org.apache.camel.Message;

/** The spans of one attempt: one for each of its deliveries, in the trace of its own event. */
final class AttemptTrace {
    private final Traces traces;
    private final String destination;
    private final List<Delivery> deliveries;
    private final long from;

    private AttemptTrace(Traces traces, String destination, List<Delivery> deliveries) {
        this.traces = traces;
        this.destination = destination;
        this.deliveries = deliveries;
        this.from = traces.now();
    }

    static AttemptTrace begin(Traces traces, String destination, List<Delivery> batch) {
        return new AttemptTrace(traces, destination, traces.isOn() ? batch : List.of());
    }

    /** A request has one parent: with several deliveries the first. */
    void putOn(Message message) {
        if (!deliveries.isEmpty()) {
            Delivery first = deliveries.get(0);
            message.setHeader("traceparent", traces.traceparent(event(first), attempt(first)));
        }
    }

    void end(Outcome outcome) {
        for (Delivery delivery : deliveries) {
            traces.attempted(
                    event(delivery), attempt(delivery), outcome instanceof Outcome.Delivered, outcome.status());
        }
    }

    private static TracedEvent event(Delivery delivery) {
        return new TracedEvent(
                delivery.source(), delivery.eventId(), delivery.type().value(), delivery.receivedAt());
    }

    private TracedAttempt attempt(Delivery delivery) {
        return new TracedAttempt(destination, delivery.attempts() + 1, from);
    }
}
