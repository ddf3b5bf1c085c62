package io.leadhook.check;

import java.util.Comparator;

/**
 * Something wrong at one place of one file. Immutable.
 *
 * @param line from 1, or 0 if it concerns the file as a whole
 * @param message names the thing, the value and the way out
 */
public record Fault(Severity severity, String file, int line, String message) implements Comparable<Fault> {
    /** Whether the hub would be wrong to start with it. */
    public enum Severity {
        ERROR,
        WARNING
    }

    private static final Comparator<Fault> BY_PLACE =
            Comparator.comparing(Fault::file).thenComparingInt(Fault::line).thenComparing(Fault::message);

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    @Override
    public int compareTo(Fault other) {
        return BY_PLACE.compare(this, other);
    }

    /** {@code file:line: message}, the form that editors and CI systems turn into a link. */
    @Override
    public String toString() {
        String place = line > 0 ? file + ":" + line : file;
        return place + ": " + (isError() ? "" : "warning: ") + message;
    }
}
