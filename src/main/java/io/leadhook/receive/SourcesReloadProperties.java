package io.leadhook.receive;

import io.leadhook.setting.TimeRange;
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
    private static final TimeRange RANGE = new TimeRange(Duration.ofSeconds(1), Duration.ofHours(1));

    SourcesReloadProperties {
        if (!sourcesReload.isZero()) {
            RANGE.require("leadhook.sources-reload (0s: off)", sourcesReload);
        }
    }
}
