package io.leadhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadhook.testing.LogLines;
import io.leadhook.testing.Rows;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeadLetterChannelTest {
    private final CamelContext camel = new DefaultCamelContext();
    private final DeadLetterChannel channel = new DeadLetterChannel(camel, camel.createProducerTemplate());
    private final List<Object> announced = new CopyOnWriteArrayList<>();
    private final List<Thread> callers = new CopyOnWriteArrayList<>();
    private final CountDownLatch slow = new CountDownLatch(1);

    @BeforeEach
    void start() throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:dead-letter").routeId("dead-letter").process(exchange -> {
                    callers.add(Thread.currentThread());
                    slow.await();
                    announced.add(exchange.getMessage().getBody(Map.class).get("id"));
                });
            }
        });
        camel.start();
    }

    @AfterEach
    void stop() {
        slow.countDown();
        camel.stop();
    }

    /** The thread that announces writes the results of every destination. */
    @Test
    void a_route_that_hangs_holds_up_nobody_and_leaves_out_what_it_cannot_take() {
        int all = DeadLetterChannel.THREADS + DeadLetterChannel.MOST_WAITING + 100;
        try (LogLines log = new LogLines(DeadLetterChannel.class.getName())) {
            for (long id = 1; id <= all; id++) {
                channel.announce("crm", dead(id));
            }

            assertThat(callers).doesNotContain(Thread.currentThread());
            assertThat(log.text().lines().filter(line -> line.contains("slower than dead letters come")))
                    .singleElement()
                    .asString()
                    .contains("and others of crm are not announced");
        }
        slow.countDown();

        await().until(() -> announced.size() == DeadLetterChannel.THREADS + DeadLetterChannel.MOST_WAITING);
    }

    private static Result.Dead dead(long id) {
        Result.Failure failure = new Result.Failure(Rows.RECEIVED, 1, "permanent", 401, "HTTP 401");
        return new Result.Dead(SampleDelivery.of(id), failure, "permanent", false, Rows.RECEIVED);
    }
}
