package io.leadhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadhook.delivery.Outcome.Delivered;
import io.leadhook.delivery.Outcome.Permanent;
import io.leadhook.delivery.Outcome.Retryable;
import io.leadhook.destination.Receiver;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Routes whose own error handler calls again, in a real Camel, with a real receiver. */
class RedeliveryTest {
    private final AttemptJudge judge = new AttemptJudge(Clock.systemUTC());
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final AtomicInteger calls = new AtomicInteger();
    private Receiver receiver;

    @BeforeEach
    void start() throws Exception {
        receiver = new Receiver();
        HttpComponent http = new HttpComponent();
        http.setAutomaticRetriesDisabled(true);
        camel.addComponent("http", http);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0));
                from("direct:patient").to(receiver.url("/leads"));
                from("direct:forgiving-before")
                        .doTry()
                        .throwException(new IllegalArgumentException("no such field"))
                        .doCatch(Exception.class)
                        .log("never mind")
                        .end()
                        .to(receiver.url("/leads"));
                from("direct:forgiving-after")
                        .to(receiver.url("/leads"))
                        .doTry()
                        .throwException(new IllegalArgumentException("no such field"))
                        .doCatch(Exception.class)
                        .log("never mind")
                        .end();
                from("direct:going-on")
                        .onException(IllegalArgumentException.class)
                        .continued(true)
                        .end()
                        .to(receiver.url("/leads"))
                        .throwException(new IllegalArgumentException("no such field"))
                        .log("never mind");
            }
        });
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
        receiver.close();
    }

    @Test
    void a_receiver_that_takes_it_at_the_second_call_has_it() {
        busyFor(1);

        assertThat(judge.judge(sendTo("direct:patient"))).isEqualTo(new Delivered(200));
        assertThat(receiver.requests()).hasSize(2);
    }

    @Test
    void a_receiver_that_takes_it_at_no_call_does_not_have_it() {
        busyFor(3);

        assertThat(judge.judge(sendTo("direct:patient"))).isInstanceOf(Retryable.class);
        assertThat(receiver.requests()).hasSize(3);
    }

    @Test
    void what_the_route_has_caught_before_a_second_call_or_after_it_counts() {
        busyFor(1);
        assertThat(judge.judge(sendTo("direct:forgiving-before"))).isNotInstanceOf(Delivered.class);
        calls.set(0);
        assertThat(judge.judge(sendTo("direct:forgiving-after"))).isInstanceOf(Permanent.class);
    }

    @Test
    void what_the_route_has_gone_on_after_counts() {
        busyFor(1);
        assertThat(judge.judge(sendTo("direct:going-on"))).isInstanceOf(Permanent.class);
    }

    private void busyFor(int first) {
        receiver.answering(exchange -> {
            exchange.sendResponseHeaders(calls.incrementAndGet() > first ? 200 : 503, -1);
            exchange.close();
        });
    }

    private Exchange sendTo(String route) {
        return camel.createProducerTemplate().send(route, new DefaultExchange(camel));
    }
}
