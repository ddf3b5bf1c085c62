package io.leadhook.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The CRM, Slack and scoring of demo mode: real HTTP on a free loopback port. {@code GET /} shows what they have
 * received, {@code POST /mend} mends the CRM. Thread-safe.
 */
final class StandIns {
    private static final Logger LOG = LoggerFactory.getLogger(StandIns.class);
    private static final int LARGEST_BODY = 2 * 1024 * 1024;

    private final HttpServer server;
    private final ExecutorService workers;
    private final StandInCrm crm = new StandInCrm();
    private final Guestbook guestbook = new Guestbook();

    private StandIns(HttpServer server, ExecutorService workers) {
        this.server = server;
        this.workers = workers;
    }

    /** What one of them answers. */
    record Answer(int status, String body) {}

    /** One of them, asked. */
    private interface Part {
        Answer answer(HttpExchange request, String body);
    }

    static StandIns start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        ExecutorService workers = Executors.newFixedThreadPool(4, StandIns::daemon);
        server.setExecutor(workers);
        StandIns standIns = new StandIns(server, workers);
        standIns.serve("/crm/", (request, body) -> standIns.crm.answer(request, body));
        standIns.serve("/slack", (request, body) -> new Answer(200, "ok"));
        standIns.serve(
                "/score",
                (request, body) -> new Answer(200, "{\"score\":" + Math.floorMod(body.hashCode(), 101) + "}"));
        server.createContext("/mend", request -> reply(request, standIns.mend(request)));
        server.createContext("/", request -> reply(request, new Answer(200, standIns.guestbook.read())));
        // The server's own thread takes after the one that starts it, and it must not keep a stopped hub alive.
        Thread starter = daemon(server::start);
        starter.start();
        try {
            starter.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return standIns;
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    void stop() {
        server.stop(0);
        workers.shutdownNow();
    }

    /** Only a POST: a browser that looks ahead shall mend nothing. */
    private Answer mend(HttpExchange request) {
        return request.getRequestMethod().equals("POST") ? crm.mend() : new Answer(405, "POST /mend mends the CRM\n");
    }

    private void serve(String path, Part part) {
        server.createContext(path, request -> {
            String body = new String(request.getRequestBody().readNBytes(LARGEST_BODY), StandardCharsets.UTF_8);
            Answer answer = part.answer(request, body);
            guestbook.write(request.getRequestMethod() + " " + request.getRequestURI(), answer.status(), body);
            LOG.info(
                    "Stand-in answers {} to {} {} (attempt {})",
                    answer.status(),
                    request.getRequestMethod(),
                    request.getRequestURI(),
                    request.getRequestHeaders().getFirst("X-Leadhook-Attempt"));
            reply(request, answer);
        });
    }

    private static void reply(HttpExchange request, Answer answer) throws IOException {
        try (request) {
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            request.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
            request.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            request.getResponseBody().write(body);
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "leadhook-demo");
        thread.setDaemon(true);
        return thread;
    }
}
