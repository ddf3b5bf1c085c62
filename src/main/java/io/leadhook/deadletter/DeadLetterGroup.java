package io.leadhook.deadletter;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * Dead letters of one destination that most likely have one cause. Immutable.
 *
 * @param key names the group in calls: the first 12 hex digits of a SHA-256 of destination, reason and error
 * @param error the {@link ErrorShape}
 */
@JsonNaming(SnakeCaseStrategy.class)
public record DeadLetterGroup(
        String key,
        String destination,
        @Nullable String reason,
        String error,
        long amount,
        @Nullable Instant oldest,
        @Nullable Instant newest) {
    private static final int KEY_DIGITS = 12;

    static String key(String destination, @Nullable String reason, String error) {
        return DigestUtils.sha256Hex(destination + '\n' + reason + '\n' + error).substring(0, KEY_DIGITS);
    }

    static String key(DeadLetter letter) {
        return key(letter.destination(), letter.reason(), ErrorShape.of(letter.error()));
    }

    static DeadLetterGroup of(String destination, @Nullable String reason, String error) {
        return new DeadLetterGroup(key(destination, reason, error), destination, reason, error, 0, null, null);
    }

    DeadLetterGroup plus(@Nullable Instant deadAt) {
        boolean older = oldest == null || (deadAt != null && deadAt.isBefore(oldest));
        boolean newer = newest == null || (deadAt != null && deadAt.isAfter(newest));
        return new DeadLetterGroup(
                key, destination, reason, error, amount + 1, older ? deadAt : oldest, newer ? deadAt : newest);
    }
}
