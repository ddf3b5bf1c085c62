package io.leadhook.deadletter;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters are meant; null means any. Immutable.
 *
 * @param leadId the lead, or the one that a merge took away
 * @param since died at this instant or later
 * @param until died before this instant
 */
public record DeadLetterFilter(
        @Nullable String destination,
        @Nullable String reason,
        @Nullable String leadId,
        @Nullable Instant since,
        @Nullable Instant until) {
    /** All that died on their way to this destination. */
    public static DeadLetterFilter ofDestination(String name) {
        return new DeadLetterFilter(name, null, null, null, null);
    }
}
