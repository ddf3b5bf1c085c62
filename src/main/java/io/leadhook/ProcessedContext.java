package io.leadhook;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.commons.logging.Log;
import org.springframework.aot.AotDetector;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.boot.logging.DeferredLogFactory;
import org.springframework.core.Ordered;
import org.springframework.core.SpringProperties;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;

/**
 * Judges whether the hub may start from the context that Spring processed when the jar was built (Spring's ahead-of-time
 * processing, {@code -Pfast-start} and {@code -Dspring.aot.enabled=true}). Its conditions were decided then, by the
 * configuration in the jar; so it may not where a key is set that a condition may ask for. The hub then starts as it does
 * without, only later. Anything not known to be harmless counts as such a key.
 */
final class ProcessedContext implements EnvironmentPostProcessor, Ordered {
    /** No condition asks for anything else; ours do not ask for {@code leadhook} (ArchitectureTest). */
    private static final List<ConfigurationPropertyName> ASKED_FOR =
            names("spring", "management", "camel", "server", "hawtio");

    private static final List<ConfigurationPropertyName> HARMLESS = names(
            AotDetector.AOT_ENABLED,
            "spring.application",
            "spring.config",
            "spring.datasource.url",
            "spring.datasource.username",
            "spring.datasource.password",
            "spring.datasource.hikari.maximum-pool-size",
            "server.port",
            "server.address");

    private static final String OF_THE_JAR = "class path resource [application.yaml]";

    private final Log log;

    ProcessedContext(DeferredLogFactory logs) {
        this.log = logs.getLog(ProcessedContext.class);
    }

    /** When all that sets keys has done so. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (!AotDetector.useGeneratedArtifacts()) {
            return;
        }
        // Commands have contexts of their own, which were not processed.
        boolean isTheHub = application.getAllSources().equals(Set.of(Leadhook.class));
        Optional<ConfigurationPropertyName> undecided = undecided(environment);
        undecided.ifPresent(key -> log.info("The context that was processed at build time is not used: " + key
                + " is set, and was not then. The start takes longer, nothing else."));
        if (!isTheHub || undecided.isPresent()) {
            SpringProperties.setProperty(AotDetector.AOT_ENABLED, "false");
        }
    }

    /** A key that a condition may ask for, and that had no part when the context was processed. */
    static Optional<ConfigurationPropertyName> undecided(ConfigurableEnvironment environment) {
        return StreamSupport.stream(
                        ConfigurationPropertySources.from(environment.getPropertySources())
                                .spliterator(),
                        false)
                .filter(source -> !isOfTheJar(source))
                .flatMap(ProcessedContext::keys)
                .filter(key -> isIn(ASKED_FOR, key) && !isIn(HARMLESS, key))
                .findFirst();
    }

    private static boolean isOfTheJar(ConfigurationPropertySource source) {
        return source.getUnderlyingSource() instanceof PropertySource<?> underlying
                && underlying.getName().contains(OF_THE_JAR);
    }

    private static Stream<ConfigurationPropertyName> keys(ConfigurationPropertySource source) {
        return source instanceof IterableConfigurationPropertySource keys ? keys.stream() : Stream.empty();
    }

    private static boolean isIn(List<ConfigurationPropertyName> groups, ConfigurationPropertyName key) {
        return groups.stream().anyMatch(group -> group.equals(key) || group.isAncestorOf(key));
    }

    private static List<ConfigurationPropertyName> names(String... names) {
        return Stream.of(names).map(ConfigurationPropertyName::of).toList();
    }
}
