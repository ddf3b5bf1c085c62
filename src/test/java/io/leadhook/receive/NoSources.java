package io.leadhook.receive;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Map;

/** What a hub knows of its sources before it has any. */
public final class NoSources {
    private static final SourcesProperties NONE = new SourcesProperties(Map.of());

    private NoSources() {}

    public static SourceRegistry registry(MeterRegistry meters) {
        Sources sources = sources(NONE);
        return new SourceRegistry(sources, new ReceiveMetrics(meters, sources), NONE, () -> NONE, NoSources::sources);
    }

    private static Sources sources(SourcesProperties properties) {
        return Sources.of(properties, SourceFixture.WEBHOOKS, Clock.systemUTC());
    }
}
