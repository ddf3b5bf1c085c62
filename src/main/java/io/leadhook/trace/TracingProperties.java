package io.leadhook.trace;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code leadhook.tracing.*}.
 *
 * @param endpoint of a collector that takes OTLP over HTTP, such as {@code http://localhost:4318/v1/traces}; off unless
 *     set
 * @param sample the share of events whose traces are told, 0 to 1
 * @param headers sent with each batch, such as {@code Authorization}
 */
@ConfigurationProperties("leadhook.tracing")
record TracingProperties(
        @Nullable URI endpoint,
        @DefaultValue("1") double sample,
        @DefaultValue Map<String, String> headers) {
    TracingProperties {
        if (!(sample >= 0 && sample <= 1)) {
            throw new IllegalArgumentException("leadhook.tracing.sample is " + sample + "; allowed: 0 to 1");
        }
        // A key without a value is an empty one.
        endpoint = endpoint == null || endpoint.toString().isBlank() ? null : endpoint;
        if (endpoint != null && !String.valueOf(endpoint.getScheme()).matches("https?")) {
            throw new IllegalArgumentException("leadhook.tracing.endpoint is " + endpoint
                    + "; it must be the URL of a collector, such as http://localhost:4318/v1/traces");
        }
    }

    boolean isOn() {
        return endpoint != null;
    }
}
