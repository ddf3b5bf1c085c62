package io.leadhook.receive;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeadDeadlineTest {
    private final Vertx vertx = Vertx.vertx();
    private HttpServer server;

    @BeforeEach
    void listen() {
        HeadDeadline deadline = new HeadDeadline(vertx, Duration.ofMillis(300));
        server = vertx.createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
                .connectionHandler(deadline::opened)
                .requestHandler(request -> {
                    deadline.arrived(request.connection());
                    request.response().end();
                    deadline.await(request.connection());
                })
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void a_head_that_drips_is_not_waited_for() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", server.actualPort())) {
            assertThat(bytesUntilClosed(socket)).isBetween(2, 40);
        }
    }

    @Test
    void neither_is_the_second_one_on_a_connection() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", server.actualPort())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(RawHttp.ascii("GET / HTTP/1.1\r\nHost: x\r\n\r\n"));
            assertThat(RawHttp.read(socket.getInputStream()).status()).isEqualTo(200);

            assertThat(bytesUntilClosed(socket)).isBetween(2, 40);
        }
    }

    /** Sends a byte now and then, as long as there is somebody to take it. */
    private static int bytesUntilClosed(Socket socket) throws Exception {
        socket.setSoTimeout(50);
        int sent = 0;
        while (sent < 100) {
            try {
                socket.getOutputStream()
                        .write("GET /aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa".charAt(sent % 60));
                sent++;
                if (socket.getInputStream().read() < 0) {
                    return sent;
                }
            } catch (java.net.SocketTimeoutException stillOpen) {
                // The next byte.
            } catch (SocketException closed) {
                return sent;
            }
        }
        return sent;
    }
}
