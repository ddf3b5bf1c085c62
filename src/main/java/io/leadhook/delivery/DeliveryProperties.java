package io.leadhook.delivery;

import io.leadhook.setting.TimeRange;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code leadhook.delivery.*}: what holds for every destination that does not say otherwise.
 *
 * @param retryDelays the wait before each further attempt; their number + 1 is the number of attempts
 * @param maxAge a delivery that still fails this long after the event was received, or its dead letter replayed, is
 *     a dead letter
 * @param timeout of one attempt, connect to last byte
 */
@ConfigurationProperties("leadhook.delivery")
record DeliveryProperties(
        @DefaultValue({"30s", "2m", "10m", "1h", "6h"}) List<Duration> retryDelays,
        @DefaultValue("72h") Duration maxAge,
        @DefaultValue("10s") Duration timeout,
        @DefaultValue BreakerProperties breaker) {

    private static final String KEY = "leadhook.delivery.";
    private static final TimeRange MAX_AGE = new TimeRange(Duration.ofSeconds(1), Duration.ofDays(365));

    DeliveryProperties {
        retryDelays.forEach(delay -> DeliverySettings.RETRY_DELAY.require(KEY + "retry-delays", delay));
        MAX_AGE.require(KEY + "max-age", maxAge);
        DeliverySettings.TIMEOUT.require(KEY + "timeout", timeout);
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
        private static final TimeRange WINDOW = new TimeRange(Duration.ofSeconds(1), Duration.ofHours(1));
        private static final TimeRange PROBE_AFTER = new TimeRange(Duration.ofMillis(1), Duration.ofHours(1));

        BreakerProperties {
            if (minimum < 1) {
                throw new IllegalArgumentException(KEY + "breaker.minimum is " + minimum + "; allowed: 1 or more");
            }
            if (!(failureRate > 0 && failureRate <= 1)) {
                throw new IllegalArgumentException(
                        KEY + "breaker.failure-rate is " + failureRate + "; allowed: above 0, up to 1");
            }
            WINDOW.require(KEY + "breaker.window", window);
            PROBE_AFTER.require(KEY + "breaker.probe-after", probeAfter);
        }
    }
}
