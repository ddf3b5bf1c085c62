package io.leadhook.event;

import java.io.Serial;

/** The body is not what {@link StrictJson} takes. Its message never repeats what was sent. */
final class NotJsonException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    NotJsonException(String message) {
        super(message, null, false, false);
    }
}
