package io.leadhook.receive;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;

/**
 * An error as senders see it: {@code application/problem+json} (RFC 9457). Nothing that was sent is repeated.
 *
 * @param retryAfterSeconds 0: no {@code Retry-After}
 */
record Problem(int status, String title, String detail, int retryAfterSeconds, Outcome outcome) {
    static final String CONTENT_TYPE = "application/problem+json";
    private static final int RETRY_SOON = 5;
    private static final int RETRY_LATER = 30;

    static Problem of(int status, String title, String detail, Outcome outcome) {
        return new Problem(status, title, detail, 0, outcome);
    }

    static Problem unsigned() {
        return of(401, "Unauthorized", "The signature is missing or not valid.", Outcome.REFUSED);
    }

    static Problem invalid(String detail) {
        return of(400, "Bad Request", detail, Outcome.INVALID);
    }

    /** @param reason without a capital and a full stop */
    static Problem notJson(String reason) {
        return invalid(Character.toUpperCase(reason.charAt(0)) + reason.substring(1) + ".");
    }

    static Problem unknown() {
        return of(404, "Not Found", "There is no such source.", Outcome.INVALID);
    }

    static Problem notReady() {
        return new Problem(503, "Service Unavailable", "Not ready yet.", RETRY_SOON, Outcome.UNAVAILABLE);
    }

    static Problem notStored() {
        return new Problem(
                503,
                "Service Unavailable",
                "The event was not stored. Send it again.",
                RETRY_LATER,
                Outcome.UNAVAILABLE);
    }

    static Problem tooMany(int retryAfterSeconds) {
        return new Problem(
                429, "Too Many Requests", "This source is above its rate.", retryAfterSeconds, Outcome.RATE_LIMITED);
    }

    static Problem tooManyFailures(int retryAfterSeconds) {
        return new Problem(
                429,
                "Too Many Requests",
                "Too many requests without a valid signature came from this address.",
                retryAfterSeconds,
                Outcome.REFUSED);
    }

    static Problem full() {
        return new Problem(
                503,
                "Service Unavailable",
                "The hub is full for now. Send it again.",
                RETRY_LATER,
                Outcome.UNAVAILABLE);
    }

    static Problem tooLarge() {
        return of(413, "Content Too Large", "The body is larger than this hub takes.", Outcome.TOO_LARGE);
    }

    static Problem tooSlow() {
        return of(408, "Request Timeout", "The body did not arrive in time.", Outcome.TOO_SLOW);
    }

    static Problem unsupported(String detail) {
        return of(415, "Unsupported Media Type", detail, Outcome.INVALID);
    }

    byte[] json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", "about:blank")
                .put("title", title)
                .put("status", status)
                .put("detail", detail)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }
}
