package io.leadhook.watch.alert;

import java.time.Duration;

/** Durations as people say them. */
final class Durations {
    private Durations() {}

    /** The two greatest units: {@code 2 h 5 min}. */
    static String text(Duration duration) {
        if (duration.toDays() > 0) {
            return two(duration.toDays(), "d", duration.toHoursPart(), "h");
        }
        if (duration.toHours() > 0) {
            return two(duration.toHours(), "h", duration.toMinutesPart(), "min");
        }
        return two(duration.toMinutes(), "min", duration.toSecondsPart(), "s");
    }

    private static String two(long great, String unit, int small, String smallUnit) {
        String first = great == 0 ? "" : great + " " + unit;
        String second = small == 0 && great > 0 ? "" : small + " " + smallUnit;
        return (first + " " + second).strip();
    }
}
