package io.leadhook.receive;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** Writes problems at the door, where no route is involved. */
final class Answers {
    // Closing at once would reset the connection under a sender that still writes, and it would not see the answer.
    private static final long LINGER_MILLIS = 1_000;

    private Answers() {}

    static void refuse(RoutingContext ctx, Problem problem) {
        HttpServerRequest request = ctx.request();
        write(ctx.response(), problem);
        if (!request.isEnded()) {
            HttpConnection connection = request.connection();
            request.handler(discarded -> {});
            long timer = ctx.vertx().setTimer(LINGER_MILLIS, expired -> connection.close());
            request.endHandler(end -> ctx.vertx().cancelTimer(timer));
            request.resume();
        }
    }

    /** For what is not even a request: the connection is closed after it. */
    static void refuse(HttpServerRequest request, Problem problem) {
        HttpConnection connection = request.connection();
        HttpServerResponse response = request.response();
        response.putHeader("Connection", "close");
        response.endHandler(end -> connection.close());
        write(response, problem);
    }

    private static void write(HttpServerResponse response, Problem problem) {
        response.setStatusCode(problem.status()).putHeader("Content-Type", Problem.CONTENT_TYPE);
        if (problem.status() == 405) {
            response.putHeader("Allow", "POST");
        }
        if (problem.retryAfterSeconds() > 0) {
            response.putHeader("Retry-After", String.valueOf(problem.retryAfterSeconds()));
        }
        response.end(Buffer.buffer(problem.json()));
    }
}
