package io.leadhook.destination;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.leadhook.delivery.AttemptDeadline;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPOutputStream;
import org.apache.camel.Exchange;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a receiver can do to a worker, done by real servers. */
class BoundedHttpClientTest {
    private static final Duration DEFAULT = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(700);

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final BoundedHttpClient bounds = new BoundedHttpClient(DEFAULT);
    private Receiver receiver;

    @BeforeEach
    void start() throws Exception {
        receiver = new Receiver();
        for (String name : List.of("http", "https")) {
            HttpComponent http = new HttpComponent();
            http.setAutomaticRetriesDisabled(true);
            http.setFollowRedirects(false);
            http.setCookieManagementDisabled(true);
            http.setHttpClientConfigurer(bounds);
            camel.addComponent(name, http);
        }
        camel.disableJMX();
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
        bounds.destroy();
        receiver.close();
    }

    @Test
    void a_dripping_body_is_cut_at_the_deadline_and_its_socket_closed() throws Exception {
        CompletableFuture<IOException> broken = new CompletableFuture<>();
        receiver.answering(exchange -> drip(exchange, broken));

        long started = System.nanoTime();
        Exchange exchange = postWithin(SHORT, receiver.url("/"));

        assertThat(Duration.ofNanos(System.nanoTime() - started)).isBetween(SHORT, Duration.ofSeconds(3));
        assertThat(exchange.getException(SocketTimeoutException.class))
                .isNotNull()
                .hasMessageContaining("no complete answer within");
        assertThat(broken.get(5, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void dripping_headers_are_cut_at_the_deadline() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread dripper = new Thread(() -> dripHeaders(server));
            dripper.setDaemon(true);
            dripper.start();

            Exchange exchange = postWithin(SHORT, "http://127.0.0.1:" + server.getLocalPort() + "/");

            assertThat(exchange.getException(SocketTimeoutException.class)).isNotNull();
        }
    }

    @Test
    void a_silent_server_is_left_at_the_deadline() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        receiver.answering(exchange -> await(end));

        Exchange exchange = postWithin(SHORT, receiver.url("/"));
        end.countDown();

        assertThat(exchange.getException(SocketTimeoutException.class)).isNotNull();
    }

    @Test
    void a_server_that_never_shakes_hands_is_left_at_the_deadline() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            long started = System.nanoTime();
            Exchange exchange = postWithin(SHORT, "https://127.0.0.1:" + server.getLocalPort() + "/");

            assertThat(Duration.ofNanos(System.nanoTime() - started)).isBetween(SHORT, Duration.ofSeconds(5));
            assertThat(exchange.getException(SocketTimeoutException.class)).isNotNull();
        }
    }

    @Test
    void an_attempt_whose_time_is_over_sends_nothing() {
        Exchange exchange = postWithin(Duration.ZERO, receiver.url("/"));

        assertThat(exchange.getException(SocketTimeoutException.class)).isNotNull();
        assertThat(receiver.requests()).isEmpty();
    }

    @Test
    void a_client_that_was_cut_off_serves_the_next_attempt() throws Exception {
        CompletableFuture<IOException> broken = new CompletableFuture<>();
        receiver.answering(exchange -> drip(exchange, broken));
        postWithin(SHORT, receiver.url("/"));
        receiver.answering(200, Map.of(), "fine");

        assertThat(post(receiver.url("/")).getMessage().getBody(String.class)).isEqualTo("fine");
    }

    @Test
    void a_success_of_fifty_megabytes_fails_early() {
        receiver.answering(exchange -> flood(exchange, 200, true));

        Exchange exchange = post(receiver.url("/"));

        assertThat(exchange.getException(IOException.class)).hasMessageContaining("larger than 1048576 bytes");
    }

    @Test
    void a_success_of_unknown_length_fails_as_well() {
        receiver.answering(exchange -> flood(exchange, 200, false));

        assertThat(post(receiver.url("/")).getException(IOException.class)).hasMessageContaining("larger than");
    }

    @Test
    void a_success_of_exactly_the_largest_size_is_read() {
        receiver.answering(200, Map.of(), "x".repeat(BoundedExchange.LARGEST_ANSWER));

        assertThat(post(receiver.url("/")).getMessage().getBody(String.class)).hasSize(BoundedExchange.LARGEST_ANSWER);
    }

    @Test
    void an_error_of_fifty_megabytes_is_cut() {
        receiver.answering(exchange -> flood(exchange, 500, true));

        HttpOperationFailedException failure = post(receiver.url("/")).getException(HttpOperationFailedException.class);

        assertThat(failure.getStatusCode()).isEqualTo(500);
        assertThat(failure.getResponseBody()).hasSize(BoundedExchange.LARGEST_ERROR);
    }

    @Test
    void a_compressed_bomb_counts_unfolded() {
        receiver.answering(exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = new GZIPOutputStream(exchange.getResponseBody())) {
                out.write(new byte[20 * 1024 * 1024]);
            }
        });

        assertThat(post(receiver.url("/")).getException(IOException.class)).hasMessageContaining("larger than");
    }

    @Test
    void an_unavailable_receiver_is_asked_once_and_not_waited_for() {
        receiver.answering(503, Map.of("Retry-After", "1"), "busy");

        HttpOperationFailedException failure = post(receiver.url("/")).getException(HttpOperationFailedException.class);

        assertThat(failure.getStatusCode()).isEqualTo(503);
        assertThat(receiver.requests()).hasSize(1);
    }

    @Test
    void a_redirect_is_not_followed() throws Exception {
        try (Receiver elsewhere = new Receiver()) {
            receiver.answering(307, Map.of("Location", elsewhere.url("/")), "");

            HttpOperationFailedException failure =
                    post(receiver.url("/")).getException(HttpOperationFailedException.class);

            assertThat(failure.getStatusCode()).isEqualTo(307);
            assertThat(elsewhere.requests()).isEmpty();
        }
    }

    @Test
    void a_cookie_is_not_sent_back() {
        receiver.answering(200, Map.of("Set-Cookie", "a=b; Path=/"), "");
        post(receiver.url("/"));
        post(receiver.url("/"));

        assertThat(receiver.requests()).hasSize(2).allMatch(request -> request.header("Cookie") == null);
    }

    @Test
    void connections_are_kept_between_attempts() {
        AtomicReference<Integer> port = new AtomicReference<>();
        receiver.answering(exchange -> {
            port.set(exchange.getRemoteAddress().getPort());
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("ok".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        post(receiver.url("/"));
        Integer first = port.get();
        post(receiver.url("/"));

        assertThat(port.get()).isEqualTo(first);
    }

    @Test
    void a_deadline_within_a_deadline_gives_way_to_the_outer_one() {
        AttemptDeadline.run(Duration.ofMinutes(5), () -> {
            AttemptDeadline.run(
                    SHORT, () -> assertThat(AttemptDeadline.remaining(DEFAULT)).isLessThanOrEqualTo(SHORT));
            assertThat(AttemptDeadline.remaining(DEFAULT)).isGreaterThan(Duration.ofMinutes(4));
        });
        assertThat(AttemptDeadline.remaining(DEFAULT)).isEqualTo(DEFAULT);
    }

    private Exchange postWithin(Duration deadline, String url) {
        AtomicReference<Exchange> exchange = new AtomicReference<>();
        AttemptDeadline.run(deadline, () -> exchange.set(post(url)));
        return exchange.get();
    }

    private Exchange post(String url) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setBody("{}");
        return camel.createProducerTemplate().send(url, exchange);
    }

    private static void drip(HttpExchange exchange, CompletableFuture<IOException> broken) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            for (int i = 0; i < 400; i++) {
                out.write('.');
                out.flush();
                await(new CountDownLatch(1), 50);
            }
        } catch (IOException e) {
            broken.complete(e);
        }
    }

    private static void dripHeaders(ServerSocket server) {
        try (Socket socket = server.accept()) {
            OutputStream out = socket.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 400; i++) {
                out.write(("X-Header-" + i + ": x\r\n").getBytes(StandardCharsets.US_ASCII));
                out.flush();
                await(new CountDownLatch(1), 50);
            }
        } catch (IOException closed) {
            // The client has gone, as it should.
        }
    }

    private static void flood(HttpExchange exchange, int status, boolean lengthKnown) throws IOException {
        int megabytes = 50;
        exchange.sendResponseHeaders(status, lengthKnown ? megabytes * 1024L * 1024 : 0);
        byte[] megabyte = new byte[1024 * 1024];
        try (exchange) {
            for (int i = 0; i < megabytes; i++) {
                exchange.getResponseBody().write(megabyte);
            }
        }
    }

    private static void await(CountDownLatch latch) {
        await(latch, 10_000);
    }

    private static void await(CountDownLatch latch, long millis) {
        try {
            latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
