package io.leadhook.receive;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Closes connections on which no request's head is complete in time. An idle timeout does not do it: one byte every few
 * seconds keeps a connection from being idle for ever. Thread-safe.
 */
final class HeadDeadline {
    private final Vertx vertx;
    private final Duration deadline;
    private final Map<HttpConnection, Long> timers = new ConcurrentHashMap<>();

    HeadDeadline(Vertx vertx, Duration deadline) {
        this.vertx = vertx;
        this.deadline = deadline;
    }

    /** A connection that has not sent anything yet. */
    void opened(HttpConnection connection) {
        connection.closeHandler(closed -> arrived(connection));
        await(connection);
    }

    /** The next head is due from now on. */
    void await(HttpConnection connection) {
        long timer = vertx.setTimer(deadline.toMillis(), expired -> {
            timers.remove(connection);
            connection.close();
        });
        Long other = timers.put(connection, timer);
        if (other != null) {
            vertx.cancelTimer(other);
        }
    }

    /** A head is complete, or none will come. */
    void arrived(HttpConnection connection) {
        Long timer = timers.remove(connection);
        if (timer != null) {
            vertx.cancelTimer(timer);
        }
    }
}
