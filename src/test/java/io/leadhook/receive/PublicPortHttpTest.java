package io.leadhook.receive;

import static io.leadhook.receive.RawHttp.ascii;
import static org.assertj.core.api.Assertions.assertThat;

import io.leadhook.receive.RawHttp.Answer;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the port takes for HTTP, and what it refuses before anybody looks at it as an event. */
class PublicPortHttpTest extends PublicPort {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/webhooks/leads?X-Webhook-Signature=evil&a=%zz|200",
                "/webhooks/leads?Set-Cookie=a%3Db&Access-Control-Allow-Origin=*&CamelHttpResponseCode=299|200",
                "/webhooks/leads?|200",
                "/webhooks/leads?source=standard|200",
                "/webhooks/nobody|404",
                "/webhooks/gone|404",
                "/webhooks/|404",
                "/webhooks|404",
                "/|404",
                "//webhooks/leads|404",
                "/webhooks/leads/|404",
                "/WEBHOOKS/leads|404",
                "/webhooks/LEADS|404",
                "/webhooks/leads;x=1|404",
                "/webhooks/%6Ceads|404",
                "/webhooks/..%2f..%2fx|404",
                "/webhooks/%7B%7Benv:HOME%7D%7D|404",
                "/webhooks/a%0d%0aX:1|404",
                "/webhooks/%zz|404",
                "/webhooks/%00|404",
                "/webhooks/../webhooks/leads|404",
                "/webhooks/./leads|404",
                "/actuator/health|404",
                "*|400",
                "webhooks/leads|400",
                "http://x/webhooks/leads|200"
            })
    void only_the_exact_path_of_a_source_is_known_and_its_query_is_dropped(String path, int status) throws Exception {
        byte[] body = event("1", "");

        Answer answer = RawHttp.send(
                server.getPort(), head("POST", path, body.length, "X-Webhook-Signature: " + signature(body)), body);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.has("set-cookie")).isFalse();
        assertThat(answer.has("access-control")).isFalse();
        assertThat(answer.has("env:HOME")).isFalse();
        assertThat(inbox.stored()).hasSize(status == 200 ? 1 : 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "FOO"})
    void only_post_is_allowed(String method) throws Exception {
        Answer answer = RawHttp.send(server.getPort(), head(method, "/webhooks/leads", 0));

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.head()).containsIgnoringCase("allow: POST");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Content-Type: application/json; charset=utf-8|200",
                "Content-Type: application/cloudevents+json|200",
                "Content-Type: text/plain|200",
                "Content-Type: application/json; charset=utf-16|415",
                "Content-Type: application/json; charset=bogus|415",
                "Content-Type: application/x-www-form-urlencoded|415",
                "Content-Type: multipart/form-data; boundary=x|415",
                "Content-Encoding: gzip|415",
                "Content-Encoding: br|415",
                "Content-Encoding: gzip, gzip|415",
                "Content-Encoding: identity|200",
                "CamelHttpUri: http://evil|200",
                "CamelHttpResponseCode: 299|200",
                "kafka.OVERRIDE_TOPIC: evil|200",
                "source: standard|200",
                "Cookie: canary=1|200",
                "Expect: 100-continue|200",
                "Expect: foo|400"
            })
    void headers_beside_the_signature_change_nothing_or_are_refused(String header, int status) throws Exception {
        byte[] body = event("1", "");

        Answer answer = RawHttp.send(
                server.getPort(),
                head("POST", "/webhooks/leads", body.length, header, "X-Webhook-Signature: " + signature(body)),
                body);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.has("evil")).isFalse();
        assertThat(answer.has("canary")).isFalse();
        assertThat(answer.has("x-webhook-signature")).isFalse();
        assertThat(inbox.stored()).hasSize(status == 200 ? 1 : 0);
    }

    @Test
    void two_content_types_are_refused() throws Exception {
        byte[] body = event("1", "");
        byte[] head = head(
                "POST",
                "/webhooks/leads",
                body.length,
                "Content-Type: application/json",
                "Content-Type: text/x",
                "X-Webhook-Signature: " + signature(body));

        assertThat(RawHttp.send(server.getPort(), head, body).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: application/json",
                "Content-Type: application/json; charset=utf-16",
                "Content-Type: application/x-www-form-urlencoded",
                "Content-Type: multipart/form-data; boundary=x",
                "Content-Encoding: gzip",
                "Content-Type: application/json\r\nContent-Type: text/x"
            })
    void without_a_signature_nobody_is_told_what_is_wrong_with_the_body(String header) throws Exception {
        byte[] body = event("1", "");
        double refused = received("leads", "refused");
        double missing = failures("leads", "missing");

        Answer answer = RawHttp.send(server.getPort(), head("POST", "/webhooks/leads", body.length, header), body);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.head()).containsIgnoringCase("content-type: application/problem+json");
        assertThat(answer.body()).contains("The signature is missing or not valid.");
        assertThat(received("leads", "refused")).isEqualTo(refused + 1);
        assertThat(failures("leads", "missing")).isEqualTo(missing + 1);
    }

    @Test
    void a_hundred_headers_are_taken_and_one_more_is_not() throws Exception {
        byte[] body = event("1", "");
        for (int more : new int[] {0, 1}) {
            List<String> headers = new ArrayList<>(List.of("X-Webhook-Signature: " + signature(body)));
            // Host and Content-Length are two of them.
            for (int i = 0; i < 97 + more; i++) {
                headers.add("X-" + i + ": 1");
            }
            byte[] head = head("POST", "/webhooks/leads", body.length, headers.toArray(String[]::new));

            assertThat(RawHttp.send(server.getPort(), head, body).status()).isEqualTo(more == 0 ? 200 : 400);
        }
        assertThat(inbox.stored()).hasSize(1);
    }

    @Test
    void a_folded_header_is_refused_however_it_arrives_and_lines_of_a_body_are_no_headers() throws Exception {
        byte[] body = ascii("\n " + new String(event("1", ""), StandardCharsets.UTF_8) + "\r\n \r\n");
        byte[] good = head("POST", "/webhooks/leads", body.length, "X-Webhook-Signature: " + signature(body));
        String folded = "POST /webhooks/leads HTTP/1.1\r\nHost: x\r\nX: a\r\n b\r\nContent-Length: 2\r\n\r\n{}";

        assertThat(RawHttp.send(server.getPort(), good, body).status()).isEqualTo(200);
        assertThat(RawHttp.send(server.getPort(), bytes(folded)).status()).isEqualTo(400);
        try (Socket socket = new Socket("127.0.0.1", server.getPort())) {
            socket.getOutputStream().write(good);
            socket.getOutputStream().write(body);
            assertThat(RawHttp.read(socket.getInputStream()).status()).isEqualTo(200);
            socket.getOutputStream().write(ascii("\r\n" + folded));
            assertThat(RawHttp.read(socket.getInputStream()).status()).isEqualTo(400);
        }
        assertThat(inbox.stored()).hasSize(2);
    }

    private static byte[][] bytes(String text) {
        return text.chars().mapToObj(character -> new byte[] {(byte) character}).toArray(byte[][]::new);
    }

    @Test
    void a_length_with_a_transfer_encoding_is_refused() throws Exception {
        byte[] request = ascii("POST /webhooks/leads HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n");

        assertThat(RawHttp.send(server.getPort(), request).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: -1",
                "Content-Length: +2",
                "Content-Length: 2\r\nContent-Length: 3",
                "Transfer-Encoding: gzip",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding: chunked, chunked",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
                "Host: y",
                "Name : 1",
                "X: a\u0000b",
                "X: a\r\n b",
                "X: a\r\n\tb",
                "X: a\r\n ",
                "X: a\n b",
                "Bad Name: 1",
                "X-Long: LONG"
            })
    void what_is_not_sound_http_is_refused(String header) throws Exception {
        String line = header.replace("LONG", "x".repeat(9_000));
        byte[] request = ascii("POST /webhooks/leads HTTP/1.1\r\nHost: x\r\n" + line + "\r\n\r\n{}");

        Answer answer = RawHttp.send(server.getPort(), request);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(inbox.stored()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/2.9", "HTTP/1.11", "HTTP/0.9", "HTTP/3", "HTTPS/1.1", "HTTP/01.1", "http/1.1"})
    void other_versions_of_http_are_refused(String version) throws Exception {
        byte[] request = ascii("POST /webhooks/leads " + version + "\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}");

        assertThat(RawHttp.send(server.getPort(), request).status()).isEqualTo(400);
    }

    @Test
    void a_connection_can_be_used_again_after_a_refusal() throws Exception {
        byte[] body = event("1", "");
        byte[] good = head("POST", "/webhooks/leads", body.length, "X-Webhook-Signature: " + signature(body));

        try (Socket socket = new Socket("127.0.0.1", server.getPort())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(head("POST", "/webhooks/nobody", body.length));
            socket.getOutputStream().write(body);
            socket.getOutputStream().write(good);
            socket.getOutputStream().write(body);

            assertThat(RawHttp.read(socket.getInputStream()).status()).isEqualTo(404);
            assertThat(RawHttp.read(socket.getInputStream()).status()).isEqualTo(200);
        }
    }
}
