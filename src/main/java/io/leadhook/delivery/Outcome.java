package io.leadhook.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How one attempt ended. */
sealed interface Outcome {
    /** The HTTP status of the answer, or null if there was none. */
    @Nullable
    Integer status();

    /** The receiver has it. */
    record Delivered(@Nullable Integer status) implements Outcome {}

    /**
     * It may succeed later: no connection, time-out, 408, 425, 429, 5xx.
     *
     * @param error what went wrong, without secrets, at most 4,000 characters
     * @param retryAfter what the receiver asked for, or null
     */
    record Retryable(
            @Nullable Integer status,
            String error,
            @Nullable Duration retryAfter) implements Outcome {}

    /** It can never succeed: any other status, or the route could not make a request of the event. */
    record Permanent(@Nullable Integer status, String error) implements Outcome {}
}
