package io.leadhook.console;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An event and where it stands with each destination. */
@JsonNaming(SnakeCaseStrategy.class)
public record EventItem(
        long id,
        String eventId,
        @Nullable String eventType,
        String source,
        @Nullable String leadId,
        @Nullable String relatedLeadId,
        @Nullable Instant timestamp,
        Instant receivedAt,
        boolean late,
        String state,
        List<DeliveryItem> deliveries) {
    /** One event on its way to one destination. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record DeliveryItem(
            long id,
            String destination,
            String state,
            int attempts,
            @Nullable Instant nextAttemptAt,
            @Nullable Integer lastStatus,
            @Nullable String lastError,
            @Nullable Integer durationMs,
            @Nullable String reason,
            @Nullable Instant finishedAt) {}

    EventItem with(List<DeliveryItem> itsDeliveries) {
        String worst = EventState.of(
                state, itsDeliveries.stream().map(DeliveryItem::state).toList());
        return new EventItem(
                id,
                eventId,
                eventType,
                source,
                leadId,
                relatedLeadId,
                timestamp,
                receivedAt,
                late,
                worst,
                itsDeliveries);
    }
}
