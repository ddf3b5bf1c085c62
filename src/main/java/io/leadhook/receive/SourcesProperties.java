package io.leadhook.receive;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code leadhook.sources}: who may post webhooks. Immutable.
 *
 * @param sources one entry per lead system, by the name that stands in its URL: {@code /webhooks/<name>}
 */
@ConfigurationProperties("leadhook")
public record SourcesProperties(@DefaultValue Map<String, SourceProperties> sources) {
    public SourcesProperties {
        sources = Map.copyOf(sources);
    }
}
