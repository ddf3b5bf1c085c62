package io.leadhook.receive;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * The question of a CloudEvents sender whether it may deliver here, asked by OPTIONS before the first event. Answered
 * only where {@code allowed-origins} names it; with what is configured, not with what was sent. It is a protection of
 * others, who would otherwise be made a target: it gives a sender leave, and no proof of who it is.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/main/cloudevents/http-webhook.md">HTTP 1.1 Web Hooks for Event
 *     Delivery, 4: Abuse Protection</a>
 */
final class Handshake {
    private static final String ANYBODY = "*";
    private static final int SECONDS = 60;

    private Handshake() {}

    /** Whether that was such a question of an allowed sender; then it has been answered. */
    static boolean answered(@Nullable Source source, HttpServerRequest request) {
        String asking = request.getHeader("WebHook-Request-Origin");
        if (source == null || !HttpMethod.OPTIONS.equals(request.method()) || asking == null) {
            return false;
        }
        String allowed = source.allowedOrigins().stream()
                .filter(origin -> origin.equals(ANYBODY) || origin.equalsIgnoreCase(asking.strip()))
                .findFirst()
                .orElse(null);
        if (allowed == null) {
            return false;
        }
        request.response()
                .setStatusCode(200)
                .putHeader("Allow", "POST")
                .putHeader("WebHook-Allowed-Origin", allowed)
                .putHeader("WebHook-Allowed-Rate", perMinute(source.rate()))
                .end();
        return true;
    }

    private static String perMinute(@Nullable RateLimit rate) {
        return rate == null ? ANYBODY : String.valueOf(Math.max(1, (long) (rate.perSecond() * SECONDS)));
    }
}
