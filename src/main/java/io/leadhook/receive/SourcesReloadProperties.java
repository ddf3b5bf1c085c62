package io.leadhook.receive;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code leadhook.sources-reload}.
 *
 * @param sourcesReload how often the files are read to see whether {@code leadhook.sources} has changed; 0s: never, else
 *     1s to 1h
 */
@ConfigurationProperties("leadhook")
record SourcesReloadProperties(@DefaultValue("5s") Duration sourcesReload) {
    SourcesReloadProperties {
        boolean inRange = sourcesReload.compareTo(Duration.ofSeconds(1)) >= 0
                && sourcesReload.compareTo(Duration.ofHours(1)) <= 0;
        if (!sourcesReload.isZero() && !inRange) {
            throw new IllegalArgumentException(
                    "leadhook.sources-reload is " + sourcesReload + "; allowed are 0s (off) and 1s to 1h");
        }
    }
}
