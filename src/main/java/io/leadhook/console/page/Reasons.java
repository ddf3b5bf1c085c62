package io.leadhook.console.page;

import io.leadhook.console.BadInput;

/** Why something is given up, in the words of who does it. */
final class Reasons {
    private Reasons() {}

    static void check(String reason, int most) {
        if (reason.isBlank() || reason.length() > most || reason.indexOf('\0') >= 0) {
            throw new BadInput("the reason", "a text of 1 to " + most + " characters");
        }
    }
}
