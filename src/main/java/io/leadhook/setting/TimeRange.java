package io.leadhook.setting;

import java.time.Duration;

/**
 * The times that a setting may have, both ends included. Says them as they are written in a configuration ({@code 30s},
 * not {@code PT30S}). Immutable.
 */
public record TimeRange(Duration least, Duration most) {
    /**
     * @param setting as the user knows it, for the message
     * @throws IllegalArgumentException naming the setting, its value and this range
     */
    public void require(String setting, Duration value) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    setting + " is " + text(value) + "; allowed: " + text(least) + " to " + text(most));
        }
    }

    /** In the largest unit that has it without a rest, down to milliseconds. */
    static String text(Duration time) {
        if (time.isZero()) {
            return "0s";
        }
        long millis = time.toMillis();
        if (!Duration.ofMillis(millis).equals(time)) {
            return time.toString();
        }
        if (millis % 1_000 != 0) {
            return millis + "ms";
        }
        long seconds = time.toSeconds();
        if (seconds % 60 != 0) {
            return seconds + "s";
        }
        if (seconds % 3_600 != 0) {
            return time.toMinutes() + "m";
        }
        return seconds % 86_400 != 0 ? time.toHours() + "h" : time.toDays() + "d";
    }
}
