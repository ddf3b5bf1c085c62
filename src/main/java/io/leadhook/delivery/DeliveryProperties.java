package io.leadhook.delivery;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code leadhook.delivery.*}: what holds for every destination that does not say otherwise.
 *
 * @param retryDelays the wait before each further attempt; their number + 1 is the number of attempts
 * @param maxAge a delivery that still fails this long after the event was received becomes a dead letter
 * @param timeout of one attempt, connect to last byte
 */
@ConfigurationProperties("leadhook.delivery")
record DeliveryProperties(
        @DefaultValue({"30s", "2m", "10m", "1h", "6h"}) List<Duration> retryDelays,
        @DefaultValue("72h") Duration maxAge,
        @DefaultValue("10s") Duration timeout,
        @DefaultValue BreakerProperties breaker) {

    private static final String KEY = "leadhook.delivery.";

    DeliveryProperties {
        retryDelays.forEach(delay -> require("retry-delays", delay, Duration.ofMillis(1), Duration.ofDays(7)));
        require("max-age", maxAge, Duration.ofSeconds(1), Duration.ofDays(365));
        require("timeout", timeout, Duration.ofMillis(10), Duration.ofMinutes(10));
        retryDelays = List.copyOf(retryDelays);
    }

    /**
     * {@code leadhook.delivery.breaker.*}.
     *
     * @param minimum so many attempts within the window before the breaker may open
     * @param failureRate the share of retryable failures that opens it, above 0 to 1
     * @param window how far back attempts count
     * @param probeAfter how long it stays open before one real delivery probes
     */
    record BreakerProperties(
            @DefaultValue("20") int minimum,
            @DefaultValue("0.9") double failureRate,
            @DefaultValue("60s") Duration window,
            @DefaultValue("15s") Duration probeAfter) {
        BreakerProperties {
            if (minimum < 1) {
                throw new IllegalArgumentException(KEY + "breaker.minimum is " + minimum + "; allowed is 1 or more");
            }
            if (!(failureRate > 0 && failureRate <= 1)) {
                throw new IllegalArgumentException(
                        KEY + "breaker.failure-rate is " + failureRate + "; allowed is above 0, up to 1");
            }
            require("breaker.window", window, Duration.ofSeconds(1), Duration.ofHours(1));
            require("breaker.probe-after", probeAfter, Duration.ofMillis(1), Duration.ofHours(1));
        }
    }

    private static void require(String key, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(KEY + key + " is " + value + "; allowed are " + least + " to " + most);
        }
    }
}
