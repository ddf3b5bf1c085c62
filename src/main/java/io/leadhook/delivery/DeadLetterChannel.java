package io.leadhook.delivery;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Announces dead letters to the route {@code dead-letter} (Dead Letter Channel). That they are kept is not its work:
 * they are on disk before. An announcement can be lost in a crash, or where the route is slower than dead letters come;
 * the table cannot. Thread-safe.
 */
@Component
class DeadLetterChannel {
    static final int THREADS = 4;
    static final int MOST_WAITING = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterChannel.class);
    private static final String ROUTE = "direct:dead-letter";

    private final CamelContext context;
    private final ProducerTemplate template;
    /** Of its own: whoever announces writes the results of all destinations, and must not run a route when others are busy. */
    private final ExecutorService threads;

    private final AtomicLong skipped = new AtomicLong();

    DeadLetterChannel(CamelContext context, ProducerTemplate template) {
        this.context = context;
        this.template = template;
        this.threads = context.getExecutorServiceManager()
                .newThreadPool(
                        this,
                        "dead-letters",
                        new ThreadPoolProfileBuilder("dead-letters")
                                .poolSize(THREADS)
                                .maxPoolSize(THREADS)
                                .maxQueueSize(MOST_WAITING)
                                .rejectedPolicy(ThreadPoolRejectedPolicy.Abort)
                                .build());
    }

    /** Returns at once, whatever the route does. */
    void announce(String destination, Result.Dead dead) {
        Map<String, Object> letter = letter(destination, dead);
        try {
            threads.execute(() -> send(letter));
        } catch (RejectedExecutionException tooMany) {
            if (skipped.getAndIncrement() % MOST_WAITING == 0) {
                LOG.warn(
                        "The route dead-letter is slower than dead letters come: they are kept, but {} and others of {} are"
                                + " not announced",
                        letter.get("id"),
                        destination);
            }
        }
    }

    private void send(Map<String, Object> letter) {
        if (context.hasEndpoint(ROUTE) == null && context.getRoute("dead-letter") == null) {
            LOG.warn("There is no route dead-letter; the dead letter {} is not announced", letter.get("id"));
            return;
        }
        try {
            Exchange exchange = template.send(ROUTE, sent -> sent.getMessage().setBody(letter));
            if (exchange.getException() != null) {
                unannounced(letter, exchange.getException());
            }
        } catch (RuntimeException e) {
            unannounced(letter, e);
        }
    }

    private static void unannounced(Map<String, Object> letter, Exception cause) {
        LOG.warn("The dead letter {} could not be announced", letter.get("id"), cause);
    }

    private static Map<String, Object> letter(String destination, Result.Dead dead) {
        Delivery delivery = dead.delivery();
        Map<String, Object> letter = new LinkedHashMap<>();
        letter.put("id", delivery.id());
        letter.put("event_id", delivery.eventId());
        letter.put("event_type", delivery.type().value());
        letter.put("lead_id", delivery.leadId());
        letter.put("destination", destination);
        letter.put("reason", dead.reason());
        letter.put("error", dead.failure().error());
        letter.put("attempts", delivery.attempts() + 1);
        return letter;
    }
}
