package io.leadhook.order;

import io.leadhook.setting.TimeRange;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code leadhook.ordering.*}.
 *
 * @param window how long an event that came too early waits for what belongs before it; 0s to 1h
 */
@ConfigurationProperties("leadhook.ordering")
record OrderingProperties(@DefaultValue("5s") Duration window) {
    private static final TimeRange WINDOW = new TimeRange(Duration.ZERO, Duration.ofHours(1));

    OrderingProperties {
        WINDOW.require("leadhook.ordering.window", window);
    }
}
