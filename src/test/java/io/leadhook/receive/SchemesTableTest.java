package io.leadhook.receive;

import static io.leadhook.receive.RawHttp.ascii;
import static org.assertj.core.api.Assertions.assertThat;

import io.leadhook.inbox.FakeInbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** What the real port answers to each scheme, for a good request and for each way in which it can be wrong. */
class SchemesTableTest {
    private static final String BODY = "{\"event_id\":\"evt_1\",\"event_type\":\"lead.created\","
            + "\"timestamp\":\"2026-11-23T10:00:00Z\",\"payload\":{\"lead\":{\"id\":\"lead_1\"}}}";
    /** Standard Webhooks with public keys (v1a); ours cannot sign it, so the test does. */
    private static final String ED25519 = "ed25519";

    private static final KeyPair[] KEYS = {keyPair(), keyPair()};
    private static final List<String> SCHEMES = Stream.concat(
                    SourceFixture.SIGNING_SCHEMES.stream(), Stream.of("bearer", "basic", ED25519))
            .toList();
    private static final List<String> TABLE = new ArrayList<>();

    private static final ConfigurableApplicationContext CONTEXT = start();

    private static ConfigurableApplicationContext start() {
        List<String> arguments = new ArrayList<>(List.of(
                "--camel.main.routes-include-pattern=file:routes/receive.camel.yaml",
                "--spring.main.web-application-type=none",
                "--camel.component.http.enabled=false",
                "--camel.component.slack.enabled=false",
                "--management.endpoint.health.validate-group-membership=false",
                "--leadhook.demo=false",
                "--leadhook.sources.leads.enabled=false",
                "--leadhook.webhooks.port=0",
                "--leadhook.webhooks.host=127.0.0.1",
                "--leadhook.webhooks.public-url=https://hooks.example.com"));
        for (String scheme : SCHEMES) {
            arguments.add("--leadhook.sources." + scheme + ".scheme="
                    + (scheme.equals(ED25519) ? "standard-webhooks" : scheme));
            arguments.add("--leadhook.sources." + scheme + ".secrets=" + first(scheme) + "," + second(scheme));
        }
        return SpringApplication.run(ReceiveTestApplication.class, arguments.toArray(String[]::new));
    }

    @AfterAll
    static void print() {
        CONTEXT.close();
        LoggerFactory.getLogger(SchemesTableTest.class)
                .info(
                        "scheme | good | rotated | altered body | altered signature | too old | too new\n{}",
                        String.join("\n", TABLE));
    }

    @ParameterizedTest
    @CsvSource({
        "hmac-sha256,200,200,401,401,-,-",
        "github,200,200,401,401,-,-",
        "klozeo,200,200,401,401,-,-",
        "standard-webhooks,200,200,401,401,401,401",
        "stripe,200,200,401,401,401,401",
        "slack,200,200,401,401,401,401",
        "shopify,200,200,401,401,-,-",
        "hubspot-v3,200,200,401,401,401,401",
        "close,200,200,401,401,401,401",
        "calendly,200,200,401,401,401,401",
        "typeform,200,200,401,401,-,-",
        "intercom,200,200,401,401,-,-",
        // They prove who sends, not what.
        "bearer,200,200,200,401,-,-",
        "basic,200,200,200,401,-,-",
        "ed25519,200,200,401,401,401,401"
    })
    void each_scheme_answers_as_it_should(
            String scheme, String good, String rotated, String body, String signature, String old, String early)
            throws IOException {
        boolean timed = !old.equals("-");
        Map<String, String> right = signed(scheme, first(scheme), Duration.ZERO);
        List<String> answers = List.of(
                post(scheme, BODY, right),
                post(scheme, BODY, signed(scheme, second(scheme), Duration.ZERO)),
                post(scheme, BODY.replace("lead_1", "lead_2"), right),
                post(scheme, BODY, altered(right)),
                timed ? post(scheme, BODY, signed(scheme, first(scheme), Duration.ofSeconds(-303))) : "-",
                timed ? post(scheme, BODY, signed(scheme, first(scheme), Duration.ofSeconds(330))) : "-");
        TABLE.add(scheme + " | " + String.join(" | ", answers));

        assertThat(answers).containsExactly(good, rotated, body, signature, old, early);
        assertThat(CONTEXT.getBean(FakeInbox.class).stored())
                .allMatch(arrival -> arrival.eventId().equals("evt_1"));
    }

    private static String first(String scheme) {
        return secret(scheme, "1");
    }

    private static String second(String scheme) {
        return secret(scheme, "2");
    }

    private static String secret(String scheme, String number) {
        return switch (scheme) {
            case "standard-webhooks" -> "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS" + (number.equals("1") ? "w" : "4");
            case "close" -> "00112233445566778899aabbccddeef" + number;
            case ED25519 -> publicKey(KEYS[Integer.parseInt(number) - 1]);
            case "basic" -> "ada:lovelace-1815-" + number;
            default -> "a-secret-of-" + scheme + "-" + number;
        };
    }

    private static KeyPair keyPair() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String publicKey(KeyPair pair) {
        byte[] x509 = pair.getPublic().getEncoded();
        return "whpk_" + Base64.getEncoder().encodeToString(Arrays.copyOfRange(x509, x509.length - 32, x509.length));
    }

    private static Map<String, String> signedByKey(String publicKey, Duration off) {
        String timestamp = String.valueOf(Clock.systemUTC().instant().plus(off).getEpochSecond());
        try {
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(publicKey.equals(publicKey(KEYS[0])) ? KEYS[0].getPrivate() : KEYS[1].getPrivate());
            signer.update(("msg_1." + timestamp + "." + BODY).getBytes(StandardCharsets.UTF_8));
            Map<String, String> headers = new LinkedHashMap<>();
            headers.put("webhook-id", "msg_1");
            headers.put("webhook-timestamp", timestamp);
            headers.put("webhook-signature", "v1a," + Base64.getEncoder().encodeToString(signer.sign()));
            return headers;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> signed(String scheme, String secret, Duration off) {
        if (scheme.equals(ED25519)) {
            return signedByKey(secret, off);
        }
        return Signer.of(
                        SourceFixture.properties(scheme, secret),
                        SourceFixture.WEBHOOKS,
                        Clock.offset(Clock.systemUTC(), off))
                .headers(scheme, BODY.getBytes(StandardCharsets.UTF_8));
    }

    /** The character in the middle of the signature is another one; it is the last header that the signer sets. */
    private static Map<String, String> altered(Map<String, String> headers) {
        Map<String, String> altered = new LinkedHashMap<>(headers);
        String name = List.copyOf(headers.keySet()).get(headers.size() - 1);
        StringBuilder value = new StringBuilder(String.valueOf(headers.get(name)));
        int middle = value.length() - 10;
        value.setCharAt(middle, value.charAt(middle) == 'a' ? 'b' : 'a');
        altered.put(name, value.toString());
        return altered;
    }

    private static String post(String source, String body, Map<String, String> headers) throws IOException {
        StringBuilder head = new StringBuilder("POST /webhooks/" + source + " HTTP/1.1\r\nHost: hub\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Length: ").append(body.length()).append("\r\n\r\n");
        int port = CONTEXT.getBean(WebhookServer.class).getPort();
        return String.valueOf(
                RawHttp.send(port, ascii(head.toString()), ascii(body)).status());
    }
}
