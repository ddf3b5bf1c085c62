package io.leadhook.watch.alert;

import io.leadhook.setting.TimeRange;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code leadhook.alerts.*}: when the hub speaks up.
 *
 * @param window how far back success, latency and dead letters are counted
 * @param successRate below this share of attempts, or of finished deliveries, a destination fails
 * @param minimum fewer attempts than this in the window say nothing
 * @param latency above this average an attempt is slow
 * @param backlog an event that has waited for longer is old
 * @param held a lead that has waited behind its dead letter for longer is forgotten
 * @param signatureFailures so many refused signatures of one source between two looks are a burst
 * @param recoverAfter what was not seen for so long has ended
 */
@ConfigurationProperties("leadhook.alerts")
record AlertProperties(
        @DefaultValue("15m") Duration window,
        @DefaultValue("0.95") double successRate,
        @DefaultValue("20") int minimum,
        @DefaultValue("2s") Duration latency,
        @DefaultValue("15m") Duration backlog,
        @DefaultValue("30m") Duration held,
        @DefaultValue("50") int signatureFailures,
        @DefaultValue("3m") Duration recoverAfter) {

    AlertProperties {
        between("window", window, Duration.ofMinutes(1), Duration.ofHours(24));
        between("latency", latency, Duration.ofMillis(1), Duration.ofMinutes(10));
        between("backlog", backlog, Duration.ofSeconds(1), Duration.ofDays(7));
        between("held", held, Duration.ofSeconds(1), Duration.ofDays(30));
        between("recover-after", recoverAfter, Duration.ZERO, Duration.ofHours(24));
        if (!(successRate > 0 && successRate <= 1)) {
            throw new IllegalArgumentException(
                    "leadhook.alerts.success-rate is " + successRate + "; allowed: above 0, up to 1");
        }
        if (minimum < 1 || signatureFailures < 1) {
            throw new IllegalArgumentException("leadhook.alerts.minimum is " + minimum + " and signature-failures "
                    + signatureFailures + "; allowed: 1 and more");
        }
    }

    private static void between(String key, Duration value, Duration least, Duration most) {
        new TimeRange(least, most).require("leadhook.alerts." + key, value);
    }
}
