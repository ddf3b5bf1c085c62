package io.leadhook.receive;

import java.util.Locale;

/** What became of a request, as the counter {@code leadhook.events.received} tells it. */
enum Outcome {
    ACCEPTED,
    QUARANTINED,
    UNWANTED,
    INVALID,
    REFUSED,
    TOO_LARGE,
    TOO_SLOW,
    RATE_LIMITED,
    UNAVAILABLE;

    /** The value of the label {@code outcome}. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
