package io.leadhook.watch.alert;

import java.time.LocalTime;
import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code leadhook.report.*}: the daily report.
 *
 * @param enabled whether it is sent; it can be asked for in any case
 * @param at when, in {@code zone}
 * @param zone whose days are reported
 */
@ConfigurationProperties("leadhook.report")
record ReportProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("08:00") LocalTime at,
        @DefaultValue("UTC") ZoneId zone) {}
