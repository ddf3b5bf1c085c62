package io.leadhook.upkeep;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long finished things are kept.
 *
 * @param events events whose deliveries are all done; dead letters are kept until somebody handles them
 */
@ConfigurationProperties("leadhook.retention")
record RetentionProperties(@DefaultValue("30d") Duration events) {
    RetentionProperties {
        if (events.isNegative() || events.isZero()) {
            throw new IllegalArgumentException(
                    "leadhook.retention.events is " + events + ": give a time above zero, such as 30d");
        }
    }
}
