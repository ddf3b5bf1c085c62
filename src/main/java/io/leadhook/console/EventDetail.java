package io.leadhook.console;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one event.
 *
 * @param body as the sender sent it: JSON if it is an object, else text
 * @param canonical as the destinations get it, if that differs
 * @param failedAttempts each attempt that did not deliver, oldest first
 */
@JsonNaming(SnakeCaseStrategy.class)
public record EventDetail(
        @JsonUnwrapped EventItem event,
        Object body,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Object canonical,
        List<FailedAttempt> failedAttempts) {
    /** One attempt that failed. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record FailedAttempt(
            long deliveryId,
            String destination,
            int attempt,
            Instant startedAt,
            int durationMs,
            String outcome,
            @Nullable Integer status,
            @Nullable String error) {}
}
