package io.leadhook.receive;

import static io.leadhook.receive.RawHttp.ascii;
import static org.assertj.core.api.Assertions.assertThat;

import io.leadhook.inbox.FakeInbox;
import io.leadhook.receive.RawHttp.Answer;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** The real public port with the route that receives, in front of an inbox that keeps what it gets in memory. */
@CamelSpringBootTest
@SpringBootTest(
        classes = ReceiveTestApplication.class,
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
abstract class PublicPort {
    private static final String EVENT = "{\"event_id\":\"evt_%s\",\"event_type\":\"lead.created\","
            + "\"timestamp\":\"2026-11-23T10:00:00Z\",\"payload\":{\"lead\":{\"id\":\"lead_1\"%s}}}";

    @Autowired
    protected WebhookServer server;

    @Autowired
    protected FakeInbox inbox;

    @Autowired
    protected Signer signer;

    @Autowired
    protected Door door;

    @Autowired
    protected MeterRegistry meters;

    @Autowired
    protected BodyBudget bodies;

    @BeforeEach
    void forgetWhatWasStored() {
        inbox.stored().clear();
        inbox.fail(false);
        door.open();
    }

    protected static void assertThatItWasNotStored(Answer answer) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.head()).containsPattern("(?i)retry-after: [1-9][0-9]*");
        assertThat(answer.head()).containsIgnoringCase("application/problem+json");
    }

    protected double received(String source, String outcome) {
        return meters.get("leadhook.events.received")
                .tags("source", source, "outcome", outcome)
                .counter()
                .count();
    }

    protected double failures(String source, String reason) {
        return meters.get("leadhook.signature.failures")
                .tags("source", source, "reason", reason)
                .counter()
                .count();
    }

    protected static byte[] event(String id, String more) {
        return EVENT.formatted(id, more).getBytes(StandardCharsets.UTF_8);
    }

    protected String signature(byte[] body) {
        return String.valueOf(signer.headers("leads", body).get("x-webhook-signature"));
    }

    protected Answer postSigned(byte[] body) throws IOException {
        return post("leads", body, Map.of("X-Webhook-Signature", signature(body)));
    }

    protected Answer post(String source, byte[] body, Map<String, String> headers) throws IOException {
        String[] lines = headers.entrySet().stream()
                .map(header -> header.getKey() + ": " + header.getValue())
                .toArray(String[]::new);
        return RawHttp.send(server.getPort(), head("POST", "/webhooks/" + source, body.length, lines), body);
    }

    protected static byte[] head(String method, String path, int length, String... headers) {
        StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: hub\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return ascii(head + "Content-Length: " + length + "\r\n\r\n");
    }
}
