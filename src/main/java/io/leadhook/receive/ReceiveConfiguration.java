package io.leadhook.receive;

import io.leadhook.deadletter.QuarantineReader;
import io.leadhook.enrich.FetchTargets;
import io.leadhook.event.LeadEventReader;
import io.leadhook.trace.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.time.Clock;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;

/** Puts the public port together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({SourcesProperties.class, WebhookProperties.class})
class ReceiveConfiguration {
    @Bean
    Sources sources(SourcesProperties sources, WebhookProperties webhooks, Clock clock) {
        return Sources.of(sources, webhooks, clock);
    }

    @Bean
    ReceiveMetrics receiveMetrics(MeterRegistry registry, Sources sources) {
        return new ReceiveMetrics(registry, sources);
    }

    @Bean
    SourceRegistry sourceRegistry(
            Sources sources,
            ReceiveMetrics metrics,
            WebhookProperties webhooks,
            SourcesProperties configured,
            ApplicationArguments arguments,
            Clock clock) {
        FreshSources fresh = new FreshSources(arguments.getSourceArgs());
        return new SourceRegistry(sources, metrics, configured, fresh, changed -> Sources.of(changed, webhooks, clock));
    }

    @Bean
    Door door() {
        return new Door();
    }

    @Bean
    ApplicationListener<ApplicationReadyEvent> openDoor(Door door) {
        return ready -> door.open();
    }

    @Bean
    ApplicationListener<ContextClosedEvent> closeDoor(Door door) {
        return closed -> door.close();
    }

    @Bean
    Signer signer(Sources sources, WebhookProperties webhooks, Clock clock) {
        return Signer.of(sources, webhooks, clock);
    }

    @Bean
    Vertx vertx() {
        return Vertx.vertx();
    }

    @Bean
    BodyBudget bodyBudget(WebhookProperties webhooks) {
        return BodyBudget.ofHeap(webhooks.maxBodySize().toBytes());
    }

    @Bean
    WebhookServer webhookServer(
            Vertx vertx,
            Door door,
            Sources sources,
            ReceiveMetrics metrics,
            FailedSignatures failures,
            BodyBudget bodies,
            WebhookProperties webhooks,
            CamelContext context) {
        long maxBodySize = webhooks.maxBodySize().toBytes();
        DoorKeeper doorKeeper = new DoorKeeper(door, context::isStarted, sources, metrics, failures, maxBodySize);
        return new WebhookServer(vertx, doorKeeper, new BodyReader(bodies, maxBodySize), webhooks);
    }

    @Bean
    CamelContextConfiguration webhookServerInCamel(WebhookServer server) {
        return new CamelContextConfiguration() {
            @Override
            public void beforeApplicationStart(CamelContext context) {
                try {
                    context.addService(server, true, false);
                } catch (Exception e) {
                    throw new IllegalStateException("the public port could not be added to Camel", e);
                }
            }

            @Override
            public void afterApplicationStart(CamelContext context) {}
        };
    }

    @Bean("platform-http-engine")
    PlatformHttpEngine platformHttpEngine(
            CamelContext context, Sources sources, ReceiveMetrics metrics, Traces traces, Clock clock) {
        return new GuardedEngine(context, sources, metrics, new FailureLog(clock), traces);
    }

    @Bean
    FailedSignatures failedSignatures(WebhookProperties webhooks, ReceiveMetrics metrics, Clock clock) {
        return new FailedSignatures(webhooks.failedSignaturesPerMinute(), metrics, clock);
    }

    @Bean
    Processor verifySignature(FailedSignatures failures, WebhookProperties webhooks, Clock clock) {
        return new VerifySignatureProcessor(new SignatureVerifier(clock), failures, webhooks.publicUrl());
    }

    @Bean
    Processor readEvent(Clock clock) {
        return new ReadEventProcessor(new LeadEventReader(), clock);
    }

    @Bean
    QuarantineReader quarantineReader(Sources sources, Clock clock) {
        return new QuarantinedEvents(sources, new LeadEventReader(), clock);
    }

    @Bean
    FetchTargets fetchTargets(Sources sources) {
        return sources::fetches;
    }

    @Bean
    Processor answerSender(WebhookProperties webhooks) {
        return new AnswerProcessor(webhooks.ackStatus());
    }
}
