package io.leadhook.bench;

import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the ids of events are written, {@code bench-<run>-<index>}, and how a receiver finds them. */
final class EventIds {
    private static final Pattern ID = Pattern.compile("bench-([0-9a-z]+)-(\\d+)");

    private EventIds() {}

    static String of(String run, int index) {
        return "bench-" + run + "-" + index;
    }

    /** Hands over the index of each id of this run in the text, repeats included. */
    static void find(String text, String run, IntConsumer found) {
        Matcher ids = ID.matcher(text);
        while (ids.find()) {
            if (ids.group(1).equals(run)) {
                found.accept(Integer.parseInt(ids.group(2)));
            }
        }
    }
}
