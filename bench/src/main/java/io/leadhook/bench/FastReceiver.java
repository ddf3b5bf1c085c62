package io.leadhook.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Every destination in one HTTP server on loopback: the first part of the path is its name. It keeps connections alive and
 * answers 200 as soon as it has the request, unless it is told to be slow or dead. Thread-safe.
 */
final class FastReceiver implements AutoCloseable {
    /** How a destination behaves. */
    sealed interface Behaviour {}

    /** Answers at once. */
    record Prompt() implements Behaviour {}

    /** Answers after this time. */
    record Slow(Duration delay) implements Behaviour {}

    /** Closes the connection without an answer. */
    record Dead() implements Behaviour {}

    private static final int BACKLOG = 1_024;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final Map<String, Behaviour> behaviours = new ConcurrentHashMap<>();
    private final HttpServer server;
    private volatile @Nullable Board board;

    FastReceiver() {
        this.server = vertx.createHttpServer(
                        new HttpServerOptions().setHost("127.0.0.1").setPort(0).setAcceptBacklog(BACKLOG))
                .requestHandler(this::take)
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    String url(String destination) {
        return "http://127.0.0.1:" + server.actualPort() + "/" + destination;
    }

    /** From now on arrivals are counted there. */
    void count(Board next) {
        board = next;
    }

    void behave(String destination, Behaviour behaviour) {
        behaviours.put(destination, behaviour);
    }

    private void take(HttpServerRequest request) {
        String destination = request.path().split("/", 3)[1];
        Behaviour behaviour = behaviours.getOrDefault(destination, new Prompt());
        if (behaviour instanceof Dead) {
            request.connection().close();
            return;
        }
        String key = request.getHeader("Idempotency-Key");
        request.body().onSuccess(body -> {
            Board counting = board;
            if (counting != null) {
                counting.called(destination, key != null ? key : body.toString());
            }
            if (behaviour instanceof Slow slow) {
                vertx.setTimer(
                        slow.delay().toMillis(), timer -> request.response().end());
            } else {
                request.response().end();
            }
        });
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
