package io.leadhook.order;

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
    OrderingProperties {
        if (window.isNegative() || window.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("leadhook.ordering.window is " + window + "; allowed are 0s to 1h");
        }
    }
}
