package io.leadhook.trace;

import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Off unless a collector is named; then no class of OpenTelemetry is loaded. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TracingProperties.class)
class TracingConfiguration {
    @Bean
    Traces traces(TracingProperties properties, Clock clock) {
        return properties.isOn() ? OtlpExport.of(properties, clock) : Traces.OFF;
    }
}
