package io.leadhook.order;

import io.leadhook.inbox.JdbcInbox;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/**
 * Order per lead. What is next for its lead goes on at once; what came too early is held in the inbox table; what is
 * released passes through Camel's resequencer and goes on with the rest of its batch.
 *
 * @see <a href="https://www.enterpriseintegrationpatterns.com/patterns/messaging/Resequencer.html">Resequencer</a>
 */
@Component
class OrderRoutes extends RouteBuilder {
    /** The resequencer closes a batch when nothing has come for this long; only released events ever wait for it. */
    private static final long QUIET_MS = 20;

    private static final long PATIENCE_S = 30;
    private static final int LAST = 1_000_000;
    private static final String RESEQUENCED = "resequenced";

    private final LeadOrderProcessor leadOrder;
    private final JdbcInbox inbox;

    OrderRoutes(LeadOrderProcessor leadOrder, JdbcInbox inbox) {
        this.leadOrder = leadOrder;
        this.inbox = inbox;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());

        from("inbox:events")
                .routeId("order")
                // After every destination: what is dispatched must find all that want it.
                .startupOrder(LAST)
                .routeDescription("Puts each lead's events in order")
                .process(leadOrder)
                .id("lead-order")
                .process(this::holdEarly)
                .id("hold-early")
                .filter(exchange -> !batch(exchange).released().isEmpty())
                .id("if-any-released")
                // While an operator has it stopped, the events stay in the inbox; nobody waits for it.
                .to("direct:resequence?block=false")
                .id("resequence-released")
                .end()
                .process(this::joinReleased)
                .id("join-released")
                .filter(exchange ->
                        !exchange.getMessage().getBody(NextBatch.class).events().isEmpty())
                .id("if-any-next")
                .to("direct:dispatch?block=false")
                .id("dispatch-batch")
                .end();

        from("direct:resequence")
                .routeId("resequence")
                .routeDescription("Puts what is released together in order")
                .process(exchange -> exchange.setProperty(
                        RESEQUENCED, new Resequenced(batch(exchange).released().size())))
                .id("count-released")
                .split(simple("${body.released}"))
                .id("each-released")
                .resequence(simple("${body.place}", Integer.class))
                .batch()
                .size(1_000)
                .timeout(QUIET_MS)
                .allowDuplicates()
                .id("by-lead-and-time")
                .process(exchange -> resequenced(exchange)
                        .add(exchange.getMessage().getBody(ReleasedEvent.class).event()))
                .id("collect-in-order")
                .end()
                .end();
    }

    private void holdEarly(Exchange exchange) {
        if (!batch(exchange).early().isEmpty()) {
            inbox.hold(batch(exchange).early());
        }
    }

    private void joinReleased(Exchange exchange) throws Exception {
        OrderedBatch batch = batch(exchange);
        List<OrderedEvent> events = new ArrayList<>(batch.next());
        if (!batch.released().isEmpty()) {
            events.addAll(resequenced(exchange).whenComplete().get(PATIENCE_S, TimeUnit.SECONDS));
        }
        exchange.getMessage().setBody(new NextBatch(events, batch.before()));
    }

    private static OrderedBatch batch(Exchange exchange) {
        return exchange.getMessage().getBody(OrderedBatch.class);
    }

    private static Resequenced resequenced(Exchange exchange) {
        return exchange.getProperty(RESEQUENCED, Resequenced.class);
    }
}
