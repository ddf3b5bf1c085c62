package io.leadhook.console;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A lead whose deliveries to one destination wait. Immutable.
 *
 * @param delivery the one that all others wait for
 * @param state retrying, or dead where the destination holds behind dead letters
 * @param waiting how many wait behind it
 */
@JsonNaming(SnakeCaseStrategy.class)
public record ParkedLane(
        String source,
        String leadId,
        long delivery,
        long event,
        String state,
        int attempts,
        @Nullable Instant nextAttemptAt,
        @Nullable String lastError,
        Instant receivedAt,
        long waiting) {}
