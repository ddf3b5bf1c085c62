package io.leadhook.event;

import java.io.Serial;

/** The body is JSON, but a part of the event is missing or wrong. Its message never repeats what was sent. */
final class UnreadableException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    UnreadableException(String message) {
        super(message, null, false, false);
    }
}
