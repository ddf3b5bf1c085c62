package io.leadhook.delivery;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Announces dead letters to the route {@code dead-letter} (Dead Letter Channel). That they are kept is not its work:
 * they are on disk before. An announcement can be lost in a crash; the table cannot.
 */
@Component
class DeadLetterChannel {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterChannel.class);

    private final CamelContext context;
    private final ProducerTemplate template;

    DeadLetterChannel(CamelContext context, ProducerTemplate template) {
        this.context = context;
        this.template = template;
    }

    /** Returns at once; the route runs on a thread of the template. */
    void announce(String destination, Result.Dead dead) {
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
        if (context.hasEndpoint("direct:dead-letter") == null && context.getRoute("dead-letter") == null) {
            LOG.warn("There is no route dead-letter; the dead letter {} is not announced", delivery.id());
            return;
        }
        template.asyncSend(
                        "direct:dead-letter", exchange -> exchange.getMessage().setBody(letter))
                .whenComplete((exchange, failure) -> {
                    Throwable cause = failure != null ? failure : exchange.getException();
                    if (cause != null) {
                        LOG.warn("The dead letter {} could not be announced", delivery.id(), cause);
                    }
                });
    }
}
