package io.leadhook.receive;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Sources without a public port, for tests in other packages. */
public final class SourceRegistryOf {
    private SourceRegistryOf() {}

    /**
     * Sources by these names, enabled.
     *
     * @param names asked again at each {@link SourceRegistry#reload}
     */
    public static SourceRegistry the(Supplier<Set<String>> names) {
        Supplier<SourcesProperties> configured = () -> properties(names.get());
        Function<SourcesProperties, Sources> rules =
                properties -> Sources.of(properties, SourceFixture.WEBHOOKS, Clock.systemUTC());
        Sources sources = rules.apply(configured.get());
        return new SourceRegistry(
                sources, new ReceiveMetrics(new SimpleMeterRegistry(), sources), configured.get(), configured, rules);
    }

    private static SourcesProperties properties(Set<String> names) {
        Map<String, SourceProperties> sources = new LinkedHashMap<>();
        SourceProperties one =
                SourceFixture.properties("github", "a-good-secret-1").sources().get("github");
        names.forEach(name -> sources.put(name, one));
        return new SourcesProperties(sources);
    }
}
