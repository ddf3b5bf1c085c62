package io.leadhook.receive;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The meters of the public port. All exist from the start, at 0; labels come from the configuration alone, so no sender
 * can make new ones. Thread-safe.
 */
final class ReceiveMetrics {
    /** The label {@code source} of requests to no source. */
    private static final String NO_SOURCE = "none";

    private final Map<String, Map<Outcome, Counter>> received = new HashMap<>();
    private final Map<String, Map<Verdict, Counter>> signatureFailures = new HashMap<>();
    private final Timer ingest;

    ReceiveMetrics(MeterRegistry registry, Sources sources) {
        received.put(NO_SOURCE, receivedFrom(NO_SOURCE, registry));
        for (Source source : sources.all()) {
            received.put(source.name(), receivedFrom(source.name(), registry));
            signatureFailures.put(source.name(), failuresOf(source.name(), registry));
        }
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
