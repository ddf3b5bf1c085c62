package io.leadhook.receive;

import java.util.Locale;

/** What came of a verification. The sender is told only whether it is {@link #GENUINE}; the rest is for the operator. */
enum Verdict {
    GENUINE,
    MISSING,
    MALFORMED,
    TOO_OLD,
    TOO_NEW,
    WRONG;

    /** The value of the label {@code reason}. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
