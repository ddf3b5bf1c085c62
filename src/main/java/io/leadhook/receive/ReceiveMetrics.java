package io.leadhook.receive;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The meters of the public port. All exist from the start, at 0; labels come from the configuration alone, so no sender
 * can make new ones. Thread-safe.
 */
final class ReceiveMetrics {
    /** The label {@code source} of requests to no source. */
    private static final String NO_SOURCE = "none";

    private final Map<String, Map<Outcome, Counter>> received = new ConcurrentHashMap<>();
    private final Map<String, Map<Verdict, Counter>> signatureFailures = new ConcurrentHashMap<>();
    private final MeterRegistry registry;
    private final MultiGauge secrets;
    private final Timer ingest;

    ReceiveMetrics(MeterRegistry registry, Sources sources) {
        this.registry = registry;
        secrets = MultiGauge.builder("leadhook.secret.last.used")
                .description("When a secret last verified a request, in seconds since 1970; 0: not since the start")
                .baseUnit("seconds")
                .register(registry);
        received.put(NO_SOURCE, receivedFrom(NO_SOURCE, registry));
        know(sources);
        ingest = Timer.builder("leadhook.ingest")
                .description("From the request's head to the answer")
                .serviceLevelObjectives(
                        Duration.ofMillis(1),
                        Duration.ofMillis(5),
                        Duration.ofMillis(10),
                        Duration.ofMillis(25),
                        Duration.ofMillis(50),
                        Duration.ofMillis(100),
                        Duration.ofMillis(250),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5))
                .register(registry);
    }

    /** Has a series for every source and secret that there is now. */
    void know(Sources sources) {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        for (Source source : sources.all()) {
            received.computeIfAbsent(source.name(), name -> receivedFrom(name, registry));
            signatureFailures.computeIfAbsent(source.name(), name -> failuresOf(name, registry));
            for (Secret secret : source.secrets()) {
                Tags tags = Tags.of("source", source.name(), "fingerprint", secret.fingerprint());
                rows.add(MultiGauge.Row.of(tags, secret.lastUsed(), LastTime::seconds));
            }
        }
        secrets.register(rows, true);
    }

    void received(@Nullable Source source, Outcome outcome) {
        count(received, source == null ? NO_SOURCE : source.name(), outcome);
    }

    void signatureFailed(Source source, Verdict verdict) {
        count(signatureFailures, source.name(), verdict);
    }

    private static <L> void count(Map<String, Map<L, Counter>> counters, String source, L label) {
        Counter counter = counters.getOrDefault(source, Map.of()).get(label);
        if (counter != null) {
            counter.increment();
        }
    }

    void ingested(Duration time) {
        ingest.record(time);
    }

    private static Map<Outcome, Counter> receivedFrom(String source, MeterRegistry registry) {
        Map<Outcome, Counter> counters = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            counters.put(
                    outcome,
                    Counter.builder("leadhook.events.received")
                            .description("Requests to the public port")
                            .tag("source", source)
                            .tag("outcome", outcome.label())
                            .register(registry));
        }
        return counters;
    }

    private static Map<Verdict, Counter> failuresOf(String source, MeterRegistry registry) {
        Map<Verdict, Counter> counters = new EnumMap<>(Verdict.class);
        for (Verdict verdict : Verdict.values()) {
            if (verdict != Verdict.GENUINE) {
                counters.put(
                        verdict,
                        Counter.builder("leadhook.signature.failures")
                                .description("Requests whose signature was missing or not valid")
                                .tag("source", source)
                                .tag("reason", verdict.label())
                                .register(registry));
            }
        }
        return counters;
    }
}
