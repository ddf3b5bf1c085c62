package io.leadhook.watch.alert;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A symptom from its first sight to its end. Immutable.
 *
 * @param endedAt null while it lasts
 * @param toldAt null while nobody has been told
 * @param error why the last try to tell failed
 */
public record Episode(
        long id,
        String symptom,
        String text,
        Instant beganAt,
        @Nullable Instant endedAt,
        @Nullable Instant toldAt,
        @Nullable String error) {

    /** One line for people. */
    public String line() {
        return endedAt == null
                ? "ALERT " + text
                : "RECOVERED after " + Durations.text(Duration.between(beganAt, endedAt)) + ": " + text;
    }
}
