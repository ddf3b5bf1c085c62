package io.leadhook.receive;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** One genuine request of 500 bytes, with one secret and in the middle of a rotation. */
@State(Scope.Thread)
public class SignatureVerifierBenchmark {
    @Param({"one-secret-of-one", "old-secret,one-secret-of-one"})
    String secrets;

    private SignatureVerifier verifier;
    private Source source;
    private SignedRequest request;

    @Setup
    public void sign() {
        List<String> all = List.of(secrets.split(","));
        Clock clock = Clock.systemUTC();
        byte[] body =
                ("{\"event_id\":\"evt_1\",\"text\":\"" + "x".repeat(470) + "\"}").getBytes(StandardCharsets.UTF_8);
        // The newest secret is the last, so that both are tried.
        Binder newest = configuration(all.get(all.size() - 1));
        Map<String, List<String>> headers = new HashMap<>();
        Signer.of(newest.bindOrCreate("leadhook", SourcesProperties.class), webhooks(newest), clock)
                .headers("bench", body)
                .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), List.of(value)));
        Binder both = configuration(secrets);
        verifier = new SignatureVerifier(clock);
        source = Sources.of(both.bindOrCreate("leadhook", SourcesProperties.class), webhooks(both), clock)
                .all()
                .iterator()
                .next();
        request = new SignedRequest("POST", "https://hooks.example.com/webhooks/bench", headers, body);
        Verdict verdict = verifier.verify(source, request);
        if (verdict != Verdict.GENUINE) {
            throw new IllegalStateException("the request is not genuine but " + verdict);
        }
    }

    private static Binder configuration(String secrets) {
        return new Binder(new MapConfigurationPropertySource(
                Map.of("leadhook.sources.bench.scheme", "hmac-sha256", "leadhook.sources.bench.secrets", secrets)));
    }

    private static WebhookProperties webhooks(Binder configuration) {
        return configuration.bindOrCreate("leadhook.webhooks", WebhookProperties.class);
    }

    @Benchmark
    public Object verify() {
        return verifier.verify(source, request);
    }
}
