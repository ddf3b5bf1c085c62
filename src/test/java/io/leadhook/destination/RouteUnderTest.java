package io.leadhook.destination;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.slack.SlackComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.PluginHelper;
import org.jspecify.annotations.Nullable;

/**
 * A shipped route file in a Camel of its own: only its {@code from} is replaced, everything after that is real. HTTP is
 * set up as in the shipped application.yaml.
 */
public final class RouteUnderTest implements AutoCloseable {
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final BoundedHttpClient bounds = new BoundedHttpClient(Duration.ofSeconds(10));
    private final String file;

    public RouteUnderTest(String file) {
        this.file = file;
        HttpComponent http = new HttpComponent();
        http.setAutomaticRetriesDisabled(true);
        http.setFollowRedirects(false);
        http.setCookieManagementDisabled(true);
        http.setHttpClientConfigurer(bounds);
        camel.addComponent("http", http);
        camel.getRegistry().bind("slackMessage", new SlackMessages());
        camel.disableJMX();
    }

    public RouteUnderTest with(String key, String value) {
        camel.getPropertiesComponent().addInitialProperty(key, value);
        return this;
    }

    public RouteUnderTest slackAt(String webhookUrl) {
        SlackComponent slack = new SlackComponent();
        slack.setWebhookUrl(webhookUrl);
        camel.addComponent("slack", slack);
        return this;
    }

    /** @param destination any bean or component that the route needs besides the shipped ones */
    public RouteUnderTest start(String routeId, RouteBuilder... others) throws Exception {
        PluginHelper.getRoutesLoader(camel)
                .loadRoutes(PluginHelper.getResourceLoader(camel).resolveResource("file:" + file));
        for (RouteBuilder other : others) {
            camel.addRoutes(other);
        }
        AdviceWith.adviceWith(camel, routeId, false, route -> route.replaceFromWith("direct:in"));
        camel.start();
        return this;
    }

    public CamelContext camel() {
        return camel;
    }

    /** Hands a body to the route as {@code delivery:} does, and returns the exchange that the judge sees. */
    public Exchange deliver(Object body, String eventType, String leadPath, @Nullable String relatedLeadId) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setBody(body);
        exchange.getMessage().setHeader("Idempotency-Key", "evt_7");
        exchange.getMessage().setHeader("X-Leadhook-Event-Id", "evt_7");
        exchange.getMessage().setHeader("X-Leadhook-Event-Type", eventType);
        exchange.getMessage().setHeader("X-Leadhook-Lead-Id", "lead_42");
        exchange.getMessage().setHeader("X-Leadhook-Attempt", 1);
        exchange.setVariable("eventType", eventType);
        exchange.setVariable("leadId", "lead_42");
        exchange.setVariable("leadPath", leadPath);
        exchange.setVariable("relatedLeadId", relatedLeadId);
        exchange.setVariable("relatedLeadPath", relatedLeadId);
        if (body instanceof Map<?, ?> event && event.get("payload") instanceof Map<?, ?> payload) {
            exchange.setVariable("payload", payload);
            exchange.setVariable("lead", payload.get("lead"));
        }
        return camel.createProducerTemplate().send("direct:in", exchange);
    }

    public static Map<String, @Nullable Object> event(String type, @Nullable Map<String, Object> payload) {
        Map<String, @Nullable Object> event = new LinkedHashMap<>();
        event.put("event_id", "evt_7");
        event.put("event_type", type);
        event.put("timestamp", "2026-11-23T10:00:00Z");
        event.put("api_version", "2026-01-01");
        event.put("payload", payload);
        event.put("source", "leads");
        event.put("lead_id", "lead_42");
        event.put("received_at", "2026-11-23T10:00:01Z");
        event.put("late", false);
        return event;
    }

    @Override
    public void close() {
        camel.stop();
        bounds.destroy();
    }
}
