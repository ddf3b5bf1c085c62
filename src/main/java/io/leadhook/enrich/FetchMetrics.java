package io.leadhook.enrich;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** {@code leadhook_fetches_total}. A source's series exist, at 0, as soon as it has a fetch. Thread-safe. */
@Component
class FetchMetrics {
    private final MeterRegistry registry;

    FetchMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void know(String source) {
        for (FetchOutcome outcome : FetchOutcome.values()) {
            counter(source, outcome);
        }
    }

    void count(String source, FetchOutcome outcome) {
        counter(source, outcome).increment();
    }

    private Counter counter(String source, FetchOutcome outcome) {
        return Counter.builder("leadhook.fetches")
                .description("Thin events whose lead was asked for at its source's system")
                .tag("source", source)
                .tag("outcome", outcome.label())
                .register(registry);
    }
}
