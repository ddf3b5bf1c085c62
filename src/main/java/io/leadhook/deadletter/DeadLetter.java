package io.leadhook.deadletter;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that was given up, or an event that could not be read ({@link #INBOX}). Immutable.
 *
 * @param id of the delivery
 * @param reason why it was given up, one word
 * @param error what the last attempt said
 */
@JsonNaming(SnakeCaseStrategy.class)
public record DeadLetter(
        long id,
        String eventId,
        @Nullable String eventType,
        String destination,
        @Nullable String leadId,
        @Nullable String reason,
        @Nullable String error,
        int attempts,
        @Nullable Instant deadAt) {
    /** The destination of what never got as far as a destination: quarantined events. */
    public static final String INBOX = "inbox";

    boolean neverDispatched() {
        return destination.equals(INBOX);
    }
}
