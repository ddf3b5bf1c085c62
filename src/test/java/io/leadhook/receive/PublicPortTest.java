package io.leadhook.receive;

import static io.leadhook.receive.RawHttp.ascii;
import static org.assertj.core.api.Assertions.assertThat;

import io.leadhook.inbox.Arrival;
import io.leadhook.receive.RawHttp.Answer;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What a source sends, and what it is answered. */
class PublicPortTest extends PublicPort {
    @Autowired
    private CamelContext camel;

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

    @Test
    void a_store_that_fails_is_answered_503_without_details() throws Exception {
        inbox.fail(true);

        Answer answer = postSigned(event("1", ""));

        assertThatItWasNotStored(answer);
        assertThat(answer.has("jdbc")).isFalse();
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

    /** By JMX; and so is a stop for what the door had let in before. */
    @Test
    void a_webhook_for_a_suspended_route_is_answered_as_one_that_was_not_stored() throws Exception {
        double before = received("leads", "unavailable");
        camel.getRouteController().suspendRoute("receive");
        try {
            assertThatItWasNotStored(postSigned(event("1", "")));
        } finally {
            camel.getRouteController().resumeRoute("receive");
        }

        assertThat(received("leads", "unavailable")).isEqualTo(before + 1);
        assertThat(postSigned(event("1", "")).status()).isEqualTo(200);
        assertThat(inbox.stored()).hasSize(1);
    }

    /** By JMX; then Camel takes the route off the port. */
    @Test
    void a_webhook_for_a_stopped_route_is_answered_503_and_what_still_comes_of_it_is_dropped() throws Exception {
        double before = received("leads", "unavailable");
        byte[] body = event("1", "");
        byte[] head = head("POST", "/webhooks/leads", body.length, "X-Webhook-Signature: " + signature(body));
        try (Socket socket = new Socket("127.0.0.1", server.getPort())) {
            socket.setSoTimeout(5_000);
            camel.getRouteController().stopRoute("receive");
            try {
                socket.getOutputStream().write(head);
                assertThatItWasNotStored(RawHttp.read(socket.getInputStream()));
                socket.getOutputStream().write(body);
                assertThat(post("nobody", body, Map.of()).status()).isEqualTo(404);
            } finally {
                camel.getRouteController().startRoute("receive");
            }
            socket.getOutputStream().write(head);
            socket.getOutputStream().write(body);

            assertThat(RawHttp.read(socket.getInputStream()).status()).isEqualTo(200);
        }
        assertThat(received("leads", "unavailable")).isEqualTo(before + 1);
        assertThat(inbox.stored()).hasSize(1);
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
}
