package io.leadhook.receive;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * {@code leadhook.webhooks}: the public port. Immutable.
 *
 * @param port 0 for any free one
 * @param maxBodySize 1KB to 1MB; the inbox has no room for more
 * @param ackStatus what a stored event is answered with, 200 to 299
 * @param publicUrl scheme and host that senders call, for schemes that sign the URL; without a slash at its end
 * @param failedSignaturesPerMinute bad signatures of one address that are answered 401; above it 429; 0: no limit
 * @param inboxHighWater stored events that wait to be dispatched; above it 503
 * @param diskLowWater free space on the disk of the H2 database; below it 503
 */
@ConfigurationProperties("leadhook.webhooks")
public record WebhookProperties(
        @DefaultValue("8080") int port,
        @DefaultValue("0.0.0.0") String host,
        @DefaultValue("1MB") DataSize maxBodySize,
        @DefaultValue("200") int ackStatus,
        @Nullable String publicUrl,
        @DefaultValue("6000") int failedSignaturesPerMinute,
        @DefaultValue("1000000") long inboxHighWater,
        @DefaultValue("200MB") DataSize diskLowWater) {

    private static final DataSize SMALLEST = DataSize.ofKilobytes(1);
    private static final DataSize LARGEST = DataSize.ofMegabytes(1);

    /** @throws IllegalArgumentException if a value is outside its range; the message names the key */
    public WebhookProperties {
        require(port >= 0 && port <= 65_535, "port", port, "a port from 0 to 65535");
        require(
                maxBodySize.compareTo(SMALLEST) >= 0 && maxBodySize.compareTo(LARGEST) <= 0,
                "max-body-size",
                maxBodySize,
                "a size from 1KB to 1MB");
        require(ackStatus >= 200 && ackStatus <= 299, "ack-status", ackStatus, "a status from 200 to 299");
        require(
                failedSignaturesPerMinute >= 0,
                "failed-signatures-per-minute",
                failedSignaturesPerMinute,
                "a number from 1, or 0 for no limit");
        require(inboxHighWater >= 1, "inbox-high-water", inboxHighWater, "a number of events from 1");
        require(!diskLowWater.isNegative(), "disk-low-water", diskLowWater, "a size such as 200MB");
        publicUrl = publicUrl == null || publicUrl.isBlank()
                ? null
                : publicUrl.strip().replaceFirst("/+$", "");
        require(
                publicUrl == null || publicUrl.matches("https?://[^/?#]+(/[^?#]*)?"),
                "public-url",
                String.valueOf(publicUrl),
                "an http or https URL without query, such as https://hooks.example.com");
    }

    private static void require(boolean holds, String key, Object value, String allowed) {
        if (!holds) {
            throw new IllegalArgumentException("leadhook.webhooks." + key + " is " + value + "; set it to " + allowed);
        }
    }
}
