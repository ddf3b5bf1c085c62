package io.leadhook.receive;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.SchedulingConfigurer;

/** Has the files with sources looked at, and shows when they have a fault. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SourcesReloadProperties.class)
class SourceWatchConfiguration {
    /** The hub works, with the sources from before: nobody should take it out of service for that. */
    private static final Status STALE = new Status("STALE");

    @Bean
    SourceWatch sourceWatch(
            SourceRegistry registry,
            ApplicationArguments arguments,
            ApplicationEventPublisher events,
            MeterRegistry meters) {
        SourceWatch watch = new SourceWatch(
                new FreshSources(arguments.getSourceArgs()),
                changed -> events.publishEvent(new SourcesReloaded(registry.become(changed))));
        Gauge.builder("leadhook.sources.stale", () -> watch.fault() == null ? 0 : 1)
                .description("1 while the files with sources have a fault, so that the sources from before are used")
                .register(meters);
        return watch;
    }

    @Bean
    SchedulingConfigurer sourceReloads(SourceWatch watch, SourcesReloadProperties properties) {
        return tasks -> {
            if (!properties.sourcesReload().isZero()) {
                tasks.addFixedDelayTask(watch::look, properties.sourcesReload());
            }
        };
    }

    @Bean
    HealthIndicator sourcesHealthIndicator(SourceWatch watch) {
        return () -> {
            String fault = watch.fault();
            return fault == null
                    ? Health.up().build()
                    : Health.status(STALE).withDetail("error", fault).build();
        };
    }
}
