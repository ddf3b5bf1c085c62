package io.leadhook.enrich;

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

/** A real HTTP server on loopback that has leads, and answers as it is told. Thread-safe. */
final class LeadSystem implements AutoCloseable {
    /** One question, as it came. */
    record Question(String path, String authorization, long atNanos) {
        /** The last segment of the path, undecoded. */
        String lead() {
            return path.substring(path.lastIndexOf('/') + 1);
        }
    }

    record Answer(int status, String body) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<Question> questions = new ConcurrentLinkedQueue<>();
    private volatile Function<Question, Answer> answer = question -> lead("first@example.com");

    LeadSystem() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    static Answer lead(String email) {
        return new Answer(200, "{\"email\":\"" + email + "\"}");
    }

    void answer(Function<Question, Answer> answer) {
        this.answer = answer;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<Question> questions() {
        return List.copyOf(questions);
    }

    List<Question> questionsFor(String lead) {
        return questions.stream()
                .filter(question -> question.lead().equals(lead))
                .toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Question question = new Question(
                    exchange.getRequestURI().getRawPath(),
                    String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                    System.nanoTime());
            questions.add(question);
            Answer given = answer.apply(question);
            byte[] body = given.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(given.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
