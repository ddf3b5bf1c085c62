package io.leadhook.receive;

import static io.leadhook.receive.SourceFixture.SIGNING_SCHEMES;
import static io.leadhook.receive.SourceFixture.WEBHOOKS;
import static io.leadhook.receive.SourceFixture.clockAt;
import static io.leadhook.receive.SourceFixture.properties;
import static io.leadhook.receive.SourceFixture.source;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Positive;

/** What holds for every scheme that signs, any secret and any body. */
class VerifierPropertyTest {
    private static final long NOW = 1_764_000_000L;

    /** A request as its sender signed it. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Signed(String scheme, String secret, byte[] body, Map<String, String> headers) {
        Verdict verdict() {
            return verdict(body, headers);
        }

        Verdict verdict(byte[] changed, Map<String, String> headersNow) {
            Map<String, List<String>> lists = new HashMap<>();
            headersNow.forEach((name, value) -> lists.put(name, List.of(value)));
            return new SignatureVerifier(clockAt(NOW))
                    .verify(
                            source(properties(scheme, secret)),
                            new SignedRequest("POST", "https://hooks.example.com/webhooks/" + scheme, lists, changed));
        }

        @Override
        public String toString() {
            return scheme + " " + secret + " " + Arrays.toString(body) + " " + headers;
        }
    }

    @Property(tries = 500)
    void what_was_signed_is_genuine(@ForAll("signed") Signed signed) {
        assertThat(signed.verdict()).isEqualTo(Verdict.GENUINE);
    }

    @Property(tries = 2_000)
    void with_any_byte_of_the_body_changed_it_is_wrong(
            @ForAll("signed") Signed signed,
            @ForAll @Positive int where,
            @ForAll @IntRange(min = 1, max = 255) int by) {
        byte[] changed = signed.body().clone();
        changed[where % changed.length] ^= (byte) by;

        assertThat(signed.verdict(changed, signed.headers())).isEqualTo(Verdict.WRONG);
    }

    @Property(tries = 1_000)
    void with_a_byte_more_or_less_it_is_wrong(
            @ForAll("signed") Signed signed, @ForAll @Positive int where, @ForAll byte added) {
        byte[] body = signed.body();
        int at = where % body.length;
        byte[] longer = new byte[body.length + 1];
        System.arraycopy(body, 0, longer, 0, at);
        longer[at] = added;
        System.arraycopy(body, at, longer, at + 1, body.length - at);
        byte[] shorter = new byte[body.length - 1];
        System.arraycopy(body, 0, shorter, 0, at);
        System.arraycopy(body, at + 1, shorter, at, body.length - at - 1);

        assertThat(signed.verdict(longer, signed.headers())).isEqualTo(Verdict.WRONG);
        assertThat(signed.verdict(shorter, signed.headers())).isEqualTo(Verdict.WRONG);
    }

    @Property(tries = 5_000)
    void with_any_character_of_a_signed_header_changed_it_is_not_genuine(
            @ForAll("signed") Signed signed,
            @ForAll @Positive int header,
            @ForAll @Positive int where,
            @ForAll char other) {
        List<String> names = signed.headers().keySet().stream()
                .filter(name -> !name.equals("content-type"))
                .sorted()
                .toList();
        String name = names.get(header % names.size());
        String value = String.valueOf(signed.headers().get(name));
        int at = where % value.length();
        String changed = value.substring(0, at) + other + value.substring(at + 1);
        Map<String, String> headers = new HashMap<>(signed.headers());
        headers.put(name, changed);

        // Hex in upper case is the same signature.
        if (!changed.equalsIgnoreCase(value)) {
            assertThat(signed.verdict(signed.body(), headers)).isNotEqualTo(Verdict.GENUINE);
        }
    }

    @Property(tries = 500)
    void with_another_secret_it_is_wrong(@ForAll("signed") Signed signed, @ForAll("keys") String other) {
        String secret = secret(signed.scheme(), other);
        if (!secret.equals(signed.secret())) {
            Signed elsewhere = new Signed(signed.scheme(), secret, signed.body(), signed.headers());

            assertThat(elsewhere.verdict()).isEqualTo(Verdict.WRONG);
        }
    }

    @Provide
    Arbitrary<Signed> signed() {
        Arbitrary<byte[]> bodies =
                Arbitraries.bytes().array(byte[].class).ofMinSize(1).ofMaxSize(200);
        return Combinators.combine(Arbitraries.of(SIGNING_SCHEMES), keys(), bodies)
                .as(VerifierPropertyTest::sign);
    }

    /** 32 hex digits, no two alike but by intent. */
    @Provide
    Arbitrary<String> keys() {
        return Arbitraries.strings()
                .withChars("0123456789abcdef")
                .ofLength(32)
                .filter(key -> key.chars().distinct().count() > 4);
    }

    private static Signed sign(String scheme, String key, byte[] body) {
        String secret = secret(scheme, key);
        return new Signed(
                scheme,
                secret,
                body,
                lowerCase(Signer.of(properties(scheme, secret), WEBHOOKS, clockAt(NOW))
                        .headers(scheme, body)));
    }

    private static Map<String, String> lowerCase(Map<String, String> headers) {
        Map<String, String> lower = new HashMap<>();
        headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
        return lower;
    }

    private static String secret(String scheme, String key) {
        return scheme.equals("standard-webhooks") ? "whsec_" + key : key;
    }
}
