package io.leadhook.receive;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.springframework.util.unit.DataSize;

/** One genuine request of 500 bytes, with one secret and in the middle of a rotation. */
@State(Scope.Thread)
public class SignatureVerifierBenchmark {
    private static final WebhookProperties WEBHOOKS = new WebhookProperties(
            0,
            "127.0.0.1",
            DataSize.ofMegabytes(1),
            200,
            "https://hooks.example.com",
            600,
            1_000_000,
            DataSize.ofMegabytes(200));

    @Param({"one-secret-of-one", "old-secret,one-secret-of-one"})
    String secrets;

    private Verdict expected;
    private SignatureVerifier verifier;
    private Source source;
    private SignedRequest request;

    @Setup
    public void sign() {
        List<String> all = List.of(secrets.split(","));
        Clock clock = Clock.systemUTC();
        Map<String, List<String>> headers = new HashMap<>();
        byte[] body =
                ("{\"event_id\":\"evt_1\",\"text\":\"" + "x".repeat(470) + "\"}").getBytes(StandardCharsets.UTF_8);
        // The newest secret is the last, so that both are tried.
        Signer signer = Signer.of(sources(List.of(all.get(all.size() - 1)), clock), WEBHOOKS, clock);
        signer.headers("bench", body)
                .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), List.of(value)));
        verifier = new SignatureVerifier(clock);
        source = sources(all, clock).all().iterator().next();
        request = new SignedRequest("POST", "https://hooks.example.com/webhooks/bench", headers, body);
        expected = verifier.verify(source, request);
        if (expected != Verdict.GENUINE) {
            throw new IllegalStateException("the request is not genuine but " + expected);
        }
    }

    private static Sources sources(List<String> secrets, Clock clock) {
        SourceProperties.Event canonical =
                new SourceProperties.Event(null, null, null, null, null, null, null, null, null, Map.of(), List.of());
        SourceProperties.Signature custom = new SourceProperties.Signature(
                "hmac-sha256", "x-sig", "", "hex", "utf8", "{body}", null, null, "s", null, "none");
        SourceProperties properties = new SourceProperties(
                true, "hmac-sha256", secrets, Duration.ofMinutes(5), null, "json", canonical, Map.of(), custom, null);
        return Sources.of(new SourcesProperties(Map.of("bench", properties)), WEBHOOKS, clock);
    }

    @Benchmark
    public Object verify() {
        return verifier.verify(source, request);
    }
}
