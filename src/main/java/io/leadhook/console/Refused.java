package io.leadhook.console;

import org.springframework.http.HttpStatus;

/** A call that is understood and cannot be done. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final HttpStatus status;

    private Refused(HttpStatus status, String message) {
        super(message);
        this.status = status;
    }

    public static Refused notFound(String message) {
        return new Refused(HttpStatus.NOT_FOUND, message);
    }

    public static Refused conflict(String message) {
        return new Refused(HttpStatus.CONFLICT, message);
    }

    public static Refused unavailable(String message) {
        return new Refused(HttpStatus.SERVICE_UNAVAILABLE, message);
    }

    public HttpStatus status() {
        return status;
    }
}
