package io.leadhook.receive;

import static io.leadhook.receive.RawHttp.ascii;
import static org.assertj.core.api.Assertions.assertThat;

import io.leadhook.inbox.Arrival;
import io.leadhook.inbox.FakeInbox;
import io.leadhook.receive.RawHttp.Answer;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

@SpringBootTest(
        classes = PublicPortTest.OnlyReceive.class,
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {
            "camel.main.routes-include-pattern=file:routes/receive.camel.yaml",
            "camel.component.http.enabled=false",
            "camel.component.slack.enabled=false",
            "management.endpoint.health.validate-group-membership=false",
            "leadhook.webhooks.port=0",
            "leadhook.webhooks.host=127.0.0.1",
            "leadhook.webhooks.public-url=https://hooks.example.com/",
            "leadhook.sources.leads.scheme=hmac-sha256",
            "leadhook.sources.leads.secrets=first-key-of-leads,second-key-of-leads",
            "leadhook.sources.standard.scheme=standard-webhooks",
            "leadhook.sources.standard.secrets=whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "leadhook.sources.hubspot.scheme=hubspot-v3",
            "leadhook.sources.hubspot.secrets=hubspot-client-1",
            "leadhook.sources.token.scheme=bearer",
            "leadhook.sources.token.secrets=token-of-somebody",
            "leadhook.sources.limited.scheme=klozeo",
            "leadhook.sources.limited.secrets=key-of-limited",
            "leadhook.sources.limited.rate-per-second=0.01",
            "leadhook.sources.gone.scheme=klozeo",
            "leadhook.sources.gone.enabled=false"
        })
class PublicPortTest {
    private static final String EVENT = "{\"event_id\":\"evt_%s\",\"event_type\":\"lead.created\","
            + "\"timestamp\":\"2026-11-23T10:00:00Z\",\"payload\":{\"lead\":{\"id\":\"lead_1\"%s}}}";
    private static final int MEBIBYTE = 1_048_576;

    @SpringBootConfiguration
    @EnableAutoConfiguration(exclude = {DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
    @Import(ReceiveConfiguration.class)
    static class OnlyReceive {
        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        FakeInbox inbox() {
            return new FakeInbox();
        }
    }

    @Autowired
    private WebhookServer server;

    @Autowired
    private FakeInbox inbox;

    @Autowired
    private Signer signer;

    @Autowired
    private Door door;

    @Autowired
    private MeterRegistry meters;

    @Autowired
    private CamelContext camel;

    @BeforeEach
    void forgetWhatWasStored() {
        inbox.stored().clear();
        inbox.fail(false);
        door.open();
    }

    @AfterEach
    void putTheRouteBack() throws Exception {
        if (camel.getRoute("edited") != null) {
            camel.getRouteController().stopRoute("edited");
            camel.removeRoute("edited");
            camel.getRouteController().startRoute("receive");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"leads", "standard", "hubspot", "token"})
    void what_the_source_signed_is_stored_and_answered(String source) throws Exception {
        byte[] body = event("1", "");

        Answer answer = post(source, body, signer.headers(source, body));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"status\":\"accepted\",\"event_id\":\"evt_1\"}");
        assertThat(answer.head()).containsIgnoringCase("content-type: application/json");
        assertThat(inbox.stored()).hasSize(1);
        assertThat(inbox.stored().get(0).rawBody()).isEqualTo(body);
        assertThat(inbox.stored().get(0).source()).isEqualTo(source);
    }

    @Test
    void json_without_an_event_is_quarantined() throws Exception {
        Answer answer = postSigned(ascii("{\"hello\":1}"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"status\":\"quarantined\",\"reason\":\"there is no event type at /event_type\"}");
        assertThat(inbox.stored()).singleElement().isInstanceOf(Arrival.Unreadable.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "X-Webhook-Signature: sha256=00",
                "X-Webhook-Signature: sha1=da39a3ee5e6b4b0d3255bfef95601890afd80709",
                "X-Webhook-Signature: none",
                "X-Webhook-Signature: sha256=zz",
                "X-Webhook-Signature:",
                "X-Webhook-Signature: [a,b]",
                "X-Other: 1",
                "Authorization: Basic YTpi"
            })
    void a_wrong_signature_is_refused_and_nothing_is_told(String header) throws Exception {
        byte[] body = event("canary", "");

        Answer answer = RawHttp.send(server.getPort(), head("POST", "/webhooks/leads", body.length, header), body);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.head()).containsIgnoringCase("content-type: application/problem+json");
        assertThat(answer.body()).contains("The signature is missing or not valid.");
        assertThat(answer.has("canary")).isFalse();
        assertThat(inbox.stored()).isEmpty();
    }

    @Test
    void the_second_secret_and_upper_case_digits_are_good_and_two_signatures_are_not() throws Exception {
        byte[] body = event("1", "");
        String signature = signature(body);
        String upper = "sha256=" + signature.substring(7).toUpperCase(Locale.ROOT);

        assertThat(post("leads", body, Map.of("X-Webhook-Signature", upper)).status())
                .isEqualTo(200);
        assertThat(post("leads", body, Map.of("x-hub-signature-256", signature)).status())
                .isEqualTo(200);
        assertThat(RawHttp.send(
                                server.getPort(),
                                head(
                                        "POST",
                                        "/webhooks/leads",
                                        body.length,
                                        "X-Webhook-Signature: " + signature,
                                        "X-Webhook-Signature: " + signature),
                                body)
                        .status())
                .isEqualTo(401);
    }

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
    void a_good_gzip_body_is_refused_too() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(event("1", ""));
        }
        byte[] body = bytes.toByteArray();

        Answer answer = post("leads", body, Map.of("Content-Encoding", "gzip", "X-Webhook-Signature", signature(body)));

        assertThat(answer.status()).isEqualTo(415);
    }

    @Test
    void two_content_types_are_refused() throws Exception {
        byte[] head = head("POST", "/webhooks/leads", 0, "Content-Type: application/json", "Content-Type: text/x");

        assertThat(RawHttp.send(server.getPort(), head).status()).isEqualTo(400);
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

    @Test
    void a_declared_ten_gigabytes_are_refused_before_they_are_sent() throws Exception {
        byte[] head = ascii("POST /webhooks/leads HTTP/1.1\r\nHost: x\r\nContent-Length: 10000000000\r\n\r\n");

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

    @Test
    void a_store_that_fails_is_answered_503_without_details() throws Exception {
        inbox.fail(true);

        Answer answer = postSigned(event("1", ""));

        assertThatItWasNotStored(answer);
        assertThat(answer.has("jdbc")).isFalse();
    }

    @Test
    void no_edit_of_the_route_can_turn_a_failure_into_success() throws Exception {
        inbox.fail(true);
        edit(new RouteBuilder() {
            @Override
            public void configure() {
                onException(Exception.class).handled(true).setBody(constant("fine"));
                from("platform-http:/webhooks/{source}?httpMethodRestrict=POST")
                        .routeId("edited")
                        .process("verifySignature")
                        .process("readEvent")
                        .to("inbox:events");
            }
        });

        assertThatItWasNotStored(postSigned(event("1", "")));
        assertThat(post("leads", event("1", ""), Map.of()).status()).isEqualTo(401);
    }

    @Test
    void a_route_that_stores_nothing_is_never_answered_with_success() throws Exception {
        edit(new RouteBuilder() {
            @Override
            public void configure() {
                from("platform-http:/webhooks/{source}?httpMethodRestrict=POST")
                        .routeId("edited")
                        .setHeader("Set-Cookie", constant("a=b"))
                        .setHeader("CamelHttpResponseCode", constant(200))
                        .setBody(constant(null));
            }
        });

        Answer answer = postSigned(event("1", ""));

        assertThatItWasNotStored(answer);
        assertThat(answer.has("set-cookie")).isFalse();
    }

    @Test
    void an_unsigned_body_is_not_stored_even_if_the_route_forgets_to_verify() throws Exception {
        edit(new RouteBuilder() {
            @Override
            public void configure() {
                from("platform-http:/webhooks/{source}?httpMethodRestrict=POST")
                        .routeId("edited")
                        .process("readEvent")
                        .to("inbox:events")
                        .process("answerSender");
            }
        });

        assertThatItWasNotStored(post("leads", event("1", ""), Map.of()));
        assertThat(inbox.stored()).isEmpty();
    }

    @Test
    void a_closed_door_answers_503() throws Exception {
        door.close();

        assertThatItWasNotStored(postSigned(event("1", "")));
    }

    @Test
    void a_source_above_its_rate_is_told_when_to_come_back() throws Exception {
        byte[] body = event("1", "");
        Map<String, String> headers = signer.headers("limited", body);

        assertThat(post("limited", body, headers).status()).isEqualTo(200);
        Answer answer = post("limited", body, headers);

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.head()).containsPattern("(?i)retry-after: [1-9][0-9]*");
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

    @Test
    void slow_senders_cost_nobody_else_and_are_answered_408() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 300; i++) {
                Socket socket = new Socket("127.0.0.1", server.getPort());
                socket.getOutputStream().write(head("POST", "/webhooks/leads", 1_000));
                socket.getOutputStream().write('{');
                slow.add(socket);
            }
            long start = System.nanoTime();

            assertThat(postSigned(event("1", "")).status()).isEqualTo(200);
            assertThat((System.nanoTime() - start) / 1_000_000)
                    .isLessThan(5_000); // half of what a slow one is given; the machine may be busy
            slow.get(0).setSoTimeout(15_000);
            assertThat(RawHttp.read(slow.get(0).getInputStream()).status()).isEqualTo(408);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void every_meter_is_there_from_the_start_and_counts() throws Exception {
        double before = received("leads", "accepted");
        double failures = failures("leads", "wrong");
        byte[] body = event("1", "");

        postSigned(body);
        post("leads", body, Map.of("X-Webhook-Signature", "sha256=" + "00".repeat(32)));

        assertThat(received("leads", "accepted")).isEqualTo(before + 1);
        assertThat(failures("leads", "wrong")).isEqualTo(failures + 1);
        assertThat(received("standard", "too_large")).isZero();
        assertThat(failures("hubspot", "too_new")).isZero();
        assertThat(meters.get("leadhook.ingest").timer().count()).isPositive();
    }

    private double received(String source, String outcome) {
        return meters.get("leadhook.events.received")
                .tags("source", source, "outcome", outcome)
                .counter()
                .count();
    }

    private double failures(String source, String reason) {
        return meters.get("leadhook.signature.failures")
                .tags("source", source, "reason", reason)
                .counter()
                .count();
    }

    private static void assertThatItWasNotStored(Answer answer) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.head()).containsPattern("(?i)retry-after: [1-9][0-9]*");
        assertThat(answer.head()).containsIgnoringCase("application/problem+json");
    }

    private void edit(RouteBuilder routes) throws Exception {
        camel.getRouteController().stopRoute("receive");
        camel.addRoutes(routes);
    }

    private static byte[] event(String id, String more) {
        return EVENT.formatted(id, more).getBytes(StandardCharsets.UTF_8);
    }

    private String signature(byte[] body) {
        return String.valueOf(signer.headers("leads", body).get("x-webhook-signature"));
    }

    private Answer postSigned(byte[] body) throws IOException {
        return post("leads", body, Map.of("X-Webhook-Signature", signature(body)));
    }

    private Answer post(String source, byte[] body, Map<String, String> headers) throws IOException {
        String[] lines = headers.entrySet().stream()
                .map(header -> header.getKey() + ": " + header.getValue())
                .toArray(String[]::new);
        return RawHttp.send(server.getPort(), head("POST", "/webhooks/" + source, body.length, lines), body);
    }

    private static byte[] head(String method, String path, int length, String... headers) {
        StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: hub\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return ascii(head + "Content-Length: " + length + "\r\n\r\n");
    }
}
