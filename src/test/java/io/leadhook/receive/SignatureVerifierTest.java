package io.leadhook.receive;

import static io.leadhook.receive.SourceFixture.WEBHOOKS;
import static io.leadhook.receive.SourceFixture.clockAt;
import static io.leadhook.receive.SourceFixture.custom;
import static io.leadhook.receive.SourceFixture.properties;
import static io.leadhook.receive.SourceFixture.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.slack.api.app_backend.SlackSignature;
import com.standardwebhooks.Webhook;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureVerifierTest {
    private static final long NOW = 1_700_000_000L;
    private static final String SECRET = "8f742231b10e8888abcd99";
    private static final byte[] BODY = "{\"event_id\":\"evt_1\"}".getBytes(StandardCharsets.UTF_8);

    /** A request that somebody else signed. */
    record Vector(String scheme, String secret, long now, Map<String, List<String>> headers, byte[] body) {
        SignedRequest request() {
            return new SignedRequest("POST", "https://hooks.example.com/webhooks/" + scheme, headers, body);
        }

        @Override
        public String toString() {
            return scheme;
        }
    }

    static Stream<Vector> vectors() throws IOException {
        List<Vector> vectors = new ArrayList<>();
        try (InputStream in = SignatureVerifierTest.class.getResourceAsStream("/signature-vectors.json")) {
            for (JsonNode each : new ObjectMapper().readTree(in).get("vectors")) {
                Map<String, List<String>> headers = new HashMap<>();
                each.get("headers")
                        .properties()
                        .forEach(header -> headers.put(
                                header.getKey(), List.of(header.getValue().textValue())));
                vectors.add(new Vector(
                        each.get("scheme").textValue(),
                        each.get("secret").textValue(),
                        each.path("now").asLong(NOW),
                        headers,
                        each.get("body").textValue().getBytes(StandardCharsets.UTF_8)));
            }
        }
        return vectors.stream();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void what_others_signed_is_genuine(Vector vector) {
        assertThat(verdict(vector, vector.request())).isEqualTo(Verdict.GENUINE);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void any_changed_byte_of_the_body_is_noticed(Vector vector) {
        if (vector.scheme().equals("bearer") || vector.scheme().equals("basic")) {
            return; // they prove who sends, not what
        }
        for (int i = 0; i < vector.body().length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] changed = vector.body().clone();
                changed[i] ^= (byte) (1 << bit);

                assertThat(verdict(vector, with(vector, vector.headers(), changed)))
                        .isEqualTo(Verdict.WRONG);
            }
        }
        byte[] longer = Arrays.copyOf(vector.body(), vector.body().length + 1);
        longer[vector.body().length] = '\n';
        assertThat(verdict(vector, with(vector, vector.headers(), longer))).isEqualTo(Verdict.WRONG);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void any_changed_character_of_a_header_is_noticed(Vector vector) {
        vector.headers().forEach((name, values) -> {
            String value = values.get(0);
            for (int i = 0; i < value.length(); i++) {
                for (char other : new char[] {'A', 'b', '1', '=', ' ', '٣'}) {
                    String changed = value.substring(0, i) + other + value.substring(i + 1);
                    // Upper-case hex and the case of "Basic" mean the same; a list may hold other signatures too.
                    if (changed.equalsIgnoreCase(value) || value.contains(" v1,")) {
                        continue;
                    }
                    Map<String, List<String>> headers = new HashMap<>(vector.headers());
                    headers.put(name, List.of(changed));

                    assertThat(verdict(vector, with(vector, headers, vector.body())))
                            .as(changed)
                            .isNotEqualTo(Verdict.GENUINE);
                }
            }
        });
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void a_header_that_is_missing_or_there_twice_is_refused(Vector vector) {
        vector.headers().forEach((name, values) -> {
            Map<String, List<String>> without = new HashMap<>(vector.headers());
            without.remove(name);
            Map<String, List<String>> twice = new HashMap<>(vector.headers());
            twice.put(name, List.of(values.get(0), values.get(0)));

            assertThat(verdict(vector, with(vector, without, vector.body()))).isIn(Verdict.MISSING, Verdict.MALFORMED);
            assertThat(verdict(vector, with(vector, twice, vector.body()))).isEqualTo(Verdict.MALFORMED);
        });
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void a_signed_time_may_be_off_by_the_tolerance_and_not_more(Vector vector) {
        boolean timed =
                source(properties(vector.scheme(), vector.secret())).scheme().timestamp() != null;

        assertThat(verdictAt(vector, vector.now() + 300)).isEqualTo(Verdict.GENUINE);
        assertThat(verdictAt(vector, vector.now() - 299)).isEqualTo(Verdict.GENUINE);
        assertThat(verdictAt(vector, vector.now() + 302)).isEqualTo(timed ? Verdict.TOO_OLD : Verdict.GENUINE);
        assertThat(verdictAt(vector, vector.now() - 301)).isEqualTo(timed ? Verdict.TOO_NEW : Verdict.GENUINE);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void a_second_secret_is_good_too_and_a_withdrawn_one_is_not(Vector vector) {
        String other = vector.secret().startsWith("whsec_")
                ? "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
                : vector.scheme().equals("basic") ? "eve:lovelace-1815" : "ffeeddccbbaa99887766554433221100";
        SignatureVerifier verifier = new SignatureVerifier(clockAt(vector.now()));

        assertThat(verifier.verify(source(properties(vector.scheme(), other, vector.secret())), vector.request()))
                .isEqualTo(Verdict.GENUINE);
        assertThat(verifier.verify(source(properties(vector.scheme(), other)), vector.request()))
                .isEqualTo(Verdict.WRONG);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void what_our_own_signer_signs_is_genuine(Vector vector) {
        SourcesProperties properties = properties(vector.scheme(), vector.secret());
        Map<String, List<String>> headers = new HashMap<>();

        Signer.of(properties, WEBHOOKS, clockAt(vector.now()))
                .headers(vector.scheme(), BODY)
                .forEach((name, value) -> headers.put(name, List.of(value)));

        assertThat(verdict(vector, with(vector, headers, BODY))).isEqualTo(Verdict.GENUINE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "abc",
                "+5",
                "+1700000000",
                "1e9",
                "١٧٠٠٠٠٠٠٠٠",
                "-170000000",
                "17000000001700000000",
                "1700000000000",
                "1700000000 "
            })
    void only_plain_digits_are_a_time(String timestamp) throws Exception {
        String signature = new Webhook("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
                .sign("msg_1", NOW, new String(BODY, StandardCharsets.UTF_8));
        Vector vector = standard("msg_1", timestamp, signature);

        assertThat(verdict(vector, vector.request())).isEqualTo(Verdict.MALFORMED);
    }

    @Test
    void slacks_own_signer_and_ours_agree() {
        String timestamp = String.valueOf(NOW);
        String signature =
                new SlackSignature.Generator(SECRET).generate(timestamp, new String(BODY, StandardCharsets.UTF_8));
        Vector vector = new Vector(
                "slack",
                SECRET,
                NOW,
                Map.of("x-slack-request-timestamp", List.of(timestamp), "x-slack-signature", List.of(signature)),
                BODY);

        assertThat(verdict(vector, vector.request())).isEqualTo(Verdict.GENUINE);
        assertThat(verdictAt(vector, NOW + 301)).isEqualTo(Verdict.TOO_OLD);
        assertThat(verdictAt(vector, NOW - 301)).isEqualTo(Verdict.TOO_NEW);
    }

    @Test
    void the_library_of_standard_webhooks_and_ours_agree() throws Exception {
        String signature = new Webhook("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
                .sign("msg_1", NOW, new String(BODY, StandardCharsets.UTF_8));
        Vector vector = standard("msg_1", String.valueOf(NOW), signature);

        assertThat(verdict(vector, vector.request())).isEqualTo(Verdict.GENUINE);
        assertThat(verdict(
                        vector,
                        standard("msg.1", String.valueOf(NOW), signature).request()))
                .isEqualTo(Verdict.MALFORMED);
    }

    @Test
    void however_many_signatures_come_with_a_body_it_is_read_once_per_secret() {
        Source source = source(properties("stripe", SECRET, "another-secret-1"));
        AtomicInteger reads = new AtomicInteger();
        List<byte[]> content = new AbstractList<>() {
            @Override
            public byte[] get(int index) {
                reads.incrementAndGet();
                return BODY;
            }

            @Override
            public int size() {
                return 1;
            }
        };
        List<String> entries = new ArrayList<>(Collections.nCopies(14, "v1=" + "00".repeat(32)));
        entries.add("v1=00");

        Verdict verdict = SignatureVerifier.compare(source.secrets(), content, entries, new ArrayList<>());

        assertThat(verdict).isEqualTo(Verdict.WRONG);
        assertThat(reads).hasValue(2);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void a_signature_that_is_too_short_or_too_long_is_none(Vector vector) {
        if (vector.scheme().equals("bearer") || vector.scheme().equals("basic")) {
            return; // they sign nothing
        }
        Source source = source(properties(vector.scheme(), vector.secret()));
        VerificationKey key = source.secrets().get(0).key();
        Encoding encoding = source.scheme().encoding();
        int length = source.scheme().algorithm().signatureBytes();

        assertThat(key.decode(key.prefix() + encoding.encode(new byte[length]))).hasSize(length);
        assertThat(key.decode(key.prefix() + encoding.encode(new byte[length - 1])))
                .isNull();
        assertThat(key.decode(key.prefix() + encoding.encode(new byte[length + 1])))
                .isNull();
    }

    @Test
    void standard_webhooks_may_be_signed_with_a_private_key() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        byte[] x509 = pair.getPublic().getEncoded();
        String publicKey = "whpk_" + Base64.getEncoder().encodeToString(Arrays.copyOfRange(x509, 12, x509.length));
        Signature signer = Signature.getInstance("Ed25519");
        signer.initSign(pair.getPrivate());
        signer.update(
                ("msg_1." + NOW + "." + new String(BODY, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8));
        String signature = Base64.getEncoder().encodeToString(signer.sign());
        SignatureVerifier verifier = new SignatureVerifier(clockAt(NOW));
        Source source = source(properties("standard-webhooks", publicKey));

        assertThat(verifier.verify(
                        source,
                        standard("msg_1", String.valueOf(NOW), "v1,AAAA v1a," + signature)
                                .request()))
                .isEqualTo(Verdict.GENUINE);
        assertThat(verifier.verify(
                        source,
                        standard("msg_2", String.valueOf(NOW), "v1a," + signature)
                                .request()))
                .isEqualTo(Verdict.WRONG);
        assertThatThrownBy(() -> Signer.of(properties("standard-webhooks", publicKey), WEBHOOKS, clockAt(NOW))
                        .headers("standard-webhooks", BODY))
                .hasMessageContaining("private key");
    }

    @Test
    void a_scheme_of_ones_own_is_described_by_its_parts() throws Exception {
        SourceProperties.Signature klaviyo = new SourceProperties.Signature(
                "hmac-sha512",
                "Klaviyo-Signature",
                "",
                "hex",
                "utf8",
                "{body}{timestamp}",
                "Klaviyo-Timestamp",
                null,
                "ms",
                null,
                "none");
        javax.crypto.Mac mac = javax.crypto.Mac.getInstance("HmacSHA512");
        mac.init(new javax.crypto.spec.SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "any"));
        mac.update(BODY);
        String signature = HexFormat.of().formatHex(mac.doFinal("1700000000123".getBytes(StandardCharsets.UTF_8)));
        SignedRequest request = new SignedRequest(
                "POST",
                "",
                Map.of("klaviyo-signature", List.of(signature), "klaviyo-timestamp", List.of("1700000000123")),
                BODY);

        assertThat(new SignatureVerifier(clockAt(NOW)).verify(source(properties("custom", klaviyo, SECRET)), request))
                .isEqualTo(Verdict.GENUINE);
    }

    @Test
    void a_scheme_that_would_fit_anything_is_not_accepted() {
        assertThatThrownBy(() -> source(properties("custom", custom("hmac-sha256", "x", "", "{timestamp}"), SECRET)))
                .hasMessageContaining("{body} is not in it");
        assertThatThrownBy(() -> source(properties("custom", custom("hmac-sha256", "x", "", "{body}{nonce}"), SECRET)))
                .hasMessageContaining("{nonce} is not one of");
        assertThatThrownBy(() -> source(properties("custom", custom("md5", "x", "", "{body}"), SECRET)))
                .hasMessageContaining("signature.algorithm is 'md5'; set it to one of hmac-sha256");
        assertThatThrownBy(() -> source(properties("custom", custom("hmac-sha1", "", "", "{body}"), SECRET)))
                .hasMessageContaining("signature.header is empty");
        assertThatThrownBy(
                        () -> source(properties("custom", custom("hmac-sha1", "x", "", "{body}{timestamp}"), SECRET)))
                .hasMessageContaining("timestamp-header");
    }

    private static Vector standard(String id, String timestamp, String signature) {
        return new Vector(
                "standard-webhooks",
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                NOW,
                Map.of(
                        "webhook-id", List.of(id),
                        "webhook-timestamp", List.of(timestamp),
                        "webhook-signature", List.of(signature)),
                BODY);
    }

    private static SignedRequest with(Vector vector, Map<String, List<String>> headers, byte[] body) {
        return new SignedRequest("POST", vector.request().url(), headers, body);
    }

    private static Verdict verdict(Vector vector, SignedRequest request) {
        Source source = source(properties(vector.scheme(), vector.secret()));
        return new SignatureVerifier(clockAt(vector.now())).verify(source, request);
    }

    private static Verdict verdictAt(Vector vector, long now) {
        Source source = source(properties(vector.scheme(), vector.secret()));
        return Objects.requireNonNull(new SignatureVerifier(clockAt(now)).verify(source, vector.request()));
    }
}
