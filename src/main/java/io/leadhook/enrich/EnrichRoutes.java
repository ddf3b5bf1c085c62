package io.leadhook.enrich;

import io.leadhook.event.Enrichment;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/**
 * Adds the lead to events that came without it. Before they are ordered, and on threads of their own: neither a sender
 * nor another lead waits for the lead's system.
 *
 * @see <a href="https://www.enterpriseintegrationpatterns.com/patterns/messaging/DataEnricher.html">Content Enricher</a>
 */
@Component
class EnrichRoutes extends RouteBuilder {
    private static final String FETCH = "leadhook.fetch";

    private final ThinEvents events;
    private final LeadCache cache;
    private final FetchMetrics metrics;
    private final Enrichment enrichment = new Enrichment();

    EnrichRoutes(ThinEvents events, LeadCache cache, FetchMetrics metrics) {
        this.events = events;
        this.cache = cache;
        this.metrics = metrics;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());

        from("thin:events")
                .routeId("enrich")
                .routeDescription("Adds the lead to events that came without it")
                .enrich("direct:fetch-lead", this::addLead)
                .id("add-lead")
                .process(this::keep)
                .id("keep-enriched");

        from("direct:fetch-lead")
                .routeId("fetch-lead")
                .routeDescription("Gets a lead from its source's system")
                .process(this::lookInCache)
                .id("look-in-cache")
                .filter(body().isNull())
                .id("unless-cached")
                .process(EnrichRoutes::ask)
                .id("ask-for-lead")
                // The address is in a header, for each lead its own.
                .to("http://lead-system?copyHeaders=false")
                .id("call-lead-system")
                .convertBodyTo(byte[].class)
                .id("read-lead")
                .process(this::keepInCache)
                .id("keep-in-cache")
                .end();
    }

    private void lookInCache(Exchange exchange) {
        Fetch fetch = exchange.getMessage().getBody(Fetch.class);
        exchange.setProperty(FETCH, fetch);
        exchange.getMessage().setBody(cache.find(fetch.event(), fetch.settings()));
    }

    private static void ask(Exchange exchange) {
        Fetch fetch = exchange.getProperty(FETCH, Fetch.class);
        Message message = exchange.getMessage();
        message.setHeader(Exchange.HTTP_METHOD, "GET");
        message.setHeader(
                Exchange.HTTP_URI,
                fetch.settings().url().of(fetch.event().leadId(), fetch.event().eventId()));
        message.setHeader("Accept", "application/json");
        if (!fetch.settings().token().isEmpty()) {
            message.setHeader("Authorization", "Bearer " + fetch.settings().token());
        }
    }

    private void keepInCache(Exchange exchange) {
        byte[] lead = exchange.getMessage().getBody(byte[].class);
        enrichment.check(lead == null ? new byte[0] : lead);
        Fetch fetch = exchange.getProperty(FETCH, Fetch.class);
        cache.keep(fetch, lead);
    }

    private Exchange addLead(Exchange thin, Exchange answer) {
        ThinEvent event = thin.getMessage().getBody(Fetch.class).event();
        byte[] lead = answer.getMessage().getBody(byte[].class);
        boolean called = answer.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE) != null;
        thin.getMessage()
                .setBody(new Enriched(
                        event,
                        enrichment.apply(events.canonical(event), lead, event.leadId()),
                        called ? FetchOutcome.FETCHED : FetchOutcome.CACHED));
        return thin;
    }

    private void keep(Exchange exchange) {
        Enriched enriched = exchange.getMessage().getBody(Enriched.class);
        if (events.enrich(enriched.event(), enriched.canonical())) {
            metrics.count(enriched.event().source(), enriched.outcome());
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Enriched(ThinEvent event, byte[] canonical, FetchOutcome outcome) {}
}
