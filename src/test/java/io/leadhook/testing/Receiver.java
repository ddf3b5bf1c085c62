package io.leadhook.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A real HTTP receiver on loopback that keeps what it was sent and answers as it is told. Thread-safe. */
public final class Receiver implements AutoCloseable {
    /** One request, as it came. */
    public record Request(
            String method,
            String path,
            String eventId,
            String leadId,
            int attempt,
            String idempotencyKey,
            @Nullable String traceparent,
            String body,
            long atNanos) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
    private volatile Function<Request, Integer> answer = request -> 200;

    public Receiver() {
        this(0);
    }

    /** @param port 0 for any */
    public Receiver(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** From now on it answers with the status that this gives. */
    public void answer(Function<Request, Integer> status) {
        answer = status;
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public List<Request> requests() {
        return List.copyOf(requests);
    }

    public List<Request> requestsOf(String leadId) {
        return requests.stream()
                .filter(request -> leadId.equals(request.leadId()))
                .toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var headers = exchange.getRequestHeaders();
            String attempt = headers.getFirst("X-Leadhook-Attempt");
            Request request = new Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getRawPath(),
                    String.valueOf(headers.getFirst("X-Leadhook-Event-Id")),
                    String.valueOf(headers.getFirst("X-Leadhook-Lead-Id")),
                    attempt == null ? 0 : Integer.parseInt(attempt),
                    String.valueOf(headers.getFirst("Idempotency-Key")),
                    headers.getFirst("traceparent"),
                    body,
                    System.nanoTime());
            int status = answer.apply(request);
            requests.add(request);
            exchange.sendResponseHeaders(status, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
