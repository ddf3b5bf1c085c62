package io.leadhook.dispatch;

import io.leadhook.delivery.Destination;
import io.leadhook.delivery.Destinations;
import io.leadhook.event.LeadEvent;
import io.leadhook.inbox.InboxEvent;
import io.leadhook.order.NextBatch;
import io.leadhook.order.OrderedEvent;
import io.leadhook.store.FaultPoint;
import io.leadhook.trace.TracedEvent;
import io.leadhook.trace.Traces;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Once per event, to each destination that wants it. A batch is one transaction: the deliveries exist, the keys are
 * seen, the leads have moved and the events are out of the inbox, or none of it.
 *
 * @see <a href="https://www.enterpriseintegrationpatterns.com/patterns/messaging/IdempotentReceiver.html">Idempotent
 *     Consumer</a>
 * @see <a href="https://www.enterpriseintegrationpatterns.com/patterns/messaging/RecipientList.html">Recipient List</a>
 */
@Component
class DispatchRoutes extends RouteBuilder {
    private static final String BEGUN = "leadhook.dispatch-begun";

    private final JdbcDispatch dispatch;
    private final SeenEvents seenEvents;
    private final Destinations destinations;
    private final Traces traces;

    DispatchRoutes(JdbcDispatch dispatch, SeenEvents seenEvents, Destinations destinations, Traces traces) {
        this.dispatch = dispatch;
        this.seenEvents = seenEvents;
        this.destinations = destinations;
        this.traces = traces;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        EventRouting routing = new EventRouting(destinations);

        from("direct:dispatch")
                .routeId("dispatch")
                .routeDescription("Once per event, to each destination that wants it")
                .transacted("dispatchTransaction")
                .id("one-transaction")
                .process(this::begin)
                .id("begin-fanout")
                .split(simple("${body.events}"))
                .stopOnException()
                .id("each-event")
                // A duplicate ends here.
                .idempotentConsumer(method(routing, "seenKey"), seenEvents)
                .id("drop-duplicates")
                .process(exchange ->
                        Fanout.of(exchange).accept(exchange.getMessage().getBody(OrderedEvent.class)))
                .id("move-lead")
                // Nothing is sent here: each delivery: endpoint notes one on the Fanout, which write-deliveries writes.
                .recipientList(method(routing, "recipients"))
                .stopOnException()
                .id("fan-out")
                .end()
                .end()
                .end()
                .process(this::flush)
                .id("write-deliveries");
    }

    private void begin(Exchange exchange) {
        exchange.setProperty(BEGUN, traces.now());
        dispatch.begin(exchange.getMessage().getBody(NextBatch.class)).putOn(exchange);
    }

    private void flush(Exchange exchange) {
        Fanout fanout = Fanout.of(exchange);
        long begun = exchange.getProperty(BEGUN, 0L, Long.class);
        dispatch.flush(fanout);
        List<Destination> concerned =
                fanout.deliveries().stream().map(Fanout.Planned::destination).collect(Collectors.toSet()).stream()
                        .flatMap(name -> destinations.find(name).stream())
                        .toList();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                FaultPoint.AFTER_DISPATCH_COMMIT.hit();
                concerned.forEach(Destination::wake);
                if (traces.isOn()) {
                    trace(fanout, begun);
                }
            }
        });
    }

    private void trace(Fanout fanout, long begun) {
        Map<Long, Long> deliveries = fanout.deliveries().stream()
                .collect(Collectors.groupingBy(planned -> planned.event().id(), Collectors.counting()));
        for (OrderedEvent ordered : fanout.fresh()) {
            InboxEvent stored = ordered.inboxEvent();
            LeadEvent event = stored.event();
            traces.dispatched(
                    new TracedEvent(
                            event.source(), event.eventId(), event.type().value(), stored.receivedAt()),
                    begun,
                    deliveries.getOrDefault(stored.id(), 0L));
        }
    }
}
