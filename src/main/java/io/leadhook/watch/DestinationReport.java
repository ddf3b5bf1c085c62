package io.leadhook.watch;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a destination is doing. Immutable.
 *
 * @param state running, paused, open or off
 * @param events the patterns of what it wants
 * @param pending waiting for their first attempt or their turn, without those in flight
 * @param inFlight with the receiver at this moment, or answered and not on disk yet
 * @param successRate attempts of the last hour that succeeded, of all that ended, 0 to 1; null without any
 * @param averageLatencyMs of the attempts of the last hour; null without any
 * @param oldestPendingSeconds since the oldest undelivered event was received, or replayed; 0 without any
 */
@JsonNaming(SnakeCaseStrategy.class)
public record DestinationReport(
        String name,
        String state,
        List<String> events,
        long pending,
        long inFlight,
        long retrying,
        long dead,
        @JsonProperty("success_rate_1h") @Nullable Double successRate,
        @JsonProperty("average_latency_ms_1h") @Nullable Double averageLatencyMs,
        long oldestPendingSeconds) {}
