package io.leadhook.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What becomes of a delivery after an attempt; to be written. */
sealed interface Result {
    Delivery delivery();

    record Delivered(Delivery delivery, @Nullable Integer status, long durationMs, Instant at) implements Result {}

    record RetryAt(Delivery delivery, Failure failure, Instant nextAttemptAt) implements Result {}

    /**
     * @param reason permanent, exhausted or expired
     * @param holds whether its lead waits for somebody to replay or discard it
     */
    record Dead(Delivery delivery, Failure failure, String reason, boolean holds, Instant at) implements Result {}

    /** It was not sent: something newer had been delivered. */
    record Superseded(Delivery delivery, Instant at) implements Result {}

    /** A failed attempt as it is kept. */
    record Failure(
            Instant startedAt,
            long durationMs,
            String outcome,
            @Nullable Integer status,
            String error) {}
}
