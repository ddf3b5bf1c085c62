package io.leadhook.receive;

import static io.leadhook.receive.RawHttp.ascii;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadhook.inbox.Arrival;
import io.leadhook.receive.RawHttp.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the port takes for a body: one JSON object of bounded size and depth, in plain UTF-8. */
class PublicPortBodyTest extends PublicPort {
    private static final int MEBIBYTE = 1_048_576;

    @Test
    void unsigned_bodies_that_never_end_take_no_more_than_their_share_of_the_heap() throws Exception {
        long all = BodyBudget.ofHeap(MEBIBYTE).left();
        await().until(() -> bodies.left() == all);
        int others = (int) all - 3 * MEBIBYTE - 64 * 1_024;
        bodies.take(others);
        byte[] large = event("1", ",\"note\":\"" + "x".repeat(MEBIBYTE - 200) + "\"");
        double unavailable = received("leads", "unavailable");
        List<Socket> stalled = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                Socket socket = new Socket("127.0.0.1", server.getPort());
                stalled.add(socket);
                socket.getOutputStream().write(head("POST", "/webhooks/leads", MEBIBYTE));
                socket.getOutputStream().write(new byte[MEBIBYTE - 1]);
            }
            await().until(() -> bodies.left() == 64 * 1_024 + 3);

            assertThatItWasNotStored(postSigned(large));
            assertThat(received("leads", "unavailable")).isEqualTo(unavailable + 1);
            // What fits into the rest is taken.
            assertThat(postSigned(event("2", "")).status()).isEqualTo(200);
            close(stalled);
            await().until(() -> bodies.left() == all - others);
            assertThat(postSigned(large).status()).isEqualTo(200);
        } finally {
            close(stalled);
            bodies.release(others);
        }
        await().until(() -> bodies.left() == all);
    }

    private static void close(List<Socket> sockets) throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    @Test
    void a_good_gzip_body_is_refused_too() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(event("1", ""));
        }
        byte[] body = bytes.toByteArray();

        Answer answer = post("leads", body, Map.of("Content-Encoding", "gzip", "X-Webhook-Signature", signature(body)));

        assertThat(answer.status()).isEqualTo(415);
    }

    @ParameterizedTest
    @CsvSource({"0,200", "1,413"})
    void a_mebibyte_is_taken_and_a_byte_more_is_not(int more, int status) throws Exception {
        byte[] body = event("1", ",\"note\":\"NOTE\"");
        body = event("1", ",\"note\":\"" + "x".repeat(MEBIBYTE + more - body.length + 4) + "\"");
        assertThat(body).hasSize(MEBIBYTE + more);

        assertThat(postSigned(body).status()).isEqualTo(status);
        assertThat(RawHttp.send(
                                server.getPort(),
                                ascii("POST /webhooks/leads HTTP/1.1\r\nHost: x\r\nX-Webhook-Signature: "
                                        + signature(body) + "\r\nTransfer-Encoding: chunked\r\n\r\n"
                                        + Integer.toHexString(body.length) + "\r\n"),
                                body,
                                ascii("\r\n0\r\n\r\n"))
                        .status())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Other: 1",
                "X-Webhook-Signature: sha256=00",
                "Content-Type: multipart/form-data; boundary=x",
                "Content-Encoding: gzip\r\nX-Webhook-Signature: sha256=00",
                "Content-Type: application/json\r\nContent-Type: text/x"
            })
    void a_declared_ten_gigabytes_are_refused_before_they_are_sent(String header) throws Exception {
        byte[] head = ascii(
                "POST /webhooks/leads HTTP/1.1\r\nHost: x\r\n" + header + "\r\nContent-Length: 10000000000\r\n\r\n");

        Answer answer = RawHttp.send(server.getPort(), head);

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.head()).containsIgnoringCase("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "42",
                "\"x\"",
                "{",
                "{} {}",
                "{}xx",
                "{\"a\":1,\"a\":2}",
                "{\"id\":1,\"\\u0069d\":2}",
                "{\"a\":01}",
                "{'a':1}",
                "{\"a\":\u00ff}",
                "nonsense"
            })
    void what_is_not_exactly_one_json_object_is_refused(String text) throws Exception {
        Answer answer = postSigned(ascii(text));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.head()).containsIgnoringCase("application/problem+json");
        assertThat(answer.has("nonsense")).isFalse();
        assertThat(inbox.stored()).isEmpty();
    }

    @Test
    void bytes_are_read_as_utf_8_and_nothing_else() throws Exception {
        byte[] event = event("1", "");
        byte[] marked = new byte[event.length + 3];
        System.arraycopy(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}, 0, marked, 0, 3);
        System.arraycopy(event, 0, marked, 3, event.length);
        String text = new String(event, StandardCharsets.UTF_8);

        assertThat(postSigned(marked).status()).isEqualTo(200);
        assertThat(postSigned(text.getBytes(StandardCharsets.UTF_16)).status()).isEqualTo(400);
        assertThat(postSigned(text.getBytes(StandardCharsets.UTF_16LE)).status())
                .isEqualTo(400);
        assertThat(postSigned(ascii("{\"a\":\"\u00ff\u00fe\"}")).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({"100,200", "101,400", "100000,400"})
    void nesting_is_bounded(int depth, int status) throws Exception {
        String body = "{\"a\":" + "[".repeat(depth - 1) + "]".repeat(depth - 1) + "}";

        assertThat(postSigned(ascii(body)).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"9", "1e99999999999"})
    void an_object_with_a_number_that_is_too_long_is_quarantined_and_says_so(String number) throws Exception {
        String digits = number.replaceFirst("^9$", "9".repeat(500_000));

        Answer answer = postSigned(event("1", ",\"n\":" + digits));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .startsWith("{\"status\":\"quarantined\",\"reason\":\"the body has a number of more than 100 digits");
        assertThat(inbox.stored()).singleElement().isInstanceOf(Arrival.Unreadable.class);
    }
}
