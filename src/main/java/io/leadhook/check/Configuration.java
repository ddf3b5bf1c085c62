package io.leadhook.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.beans.BeansException;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.CommandLinePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;

/** The configuration as the hub would see it: files, environment, arguments. Nothing is started. */
public final class Configuration implements AutoCloseable {
    private static final String OWN = "leadhook.";
    private static final List<Path> FILES = Stream.of("application", "config/application")
            .flatMap(name -> Stream.of(Path.of(name + ".yaml"), Path.of(name + ".yml")))
            .toList();

    private final ConfigurableApplicationContext context;

    private Configuration(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** What makes the files unreadable; with any of these, {@link #open} fails. */
    public static List<Fault> unreadable() {
        return unreadable(FILES);
    }

    static List<Fault> unreadable(List<Path> files) {
        YamlReader reader = new YamlReader();
        for (Path file : files) {
            if (Files.isRegularFile(file)) {
                try {
                    reader.read(file.toString(), Files.readString(file));
                } catch (IOException e) {
                    throw new UncheckedIOException("cannot read " + file, e);
                }
            }
        }
        return reader.faults();
    }

    /**
     * Reads the configuration.
     *
     * @param settings a class whose annotations say which beans of settings there are
     * @param arguments {@code --key=value}
     */
    public static Configuration open(Class<?> settings, String... arguments) {
        SpringApplication application = new SpringApplication(settings);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        application.setRegisterShutdownHook(false);
        application.setLazyInitialization(true);
        List<String> all = new ArrayList<>(List.of(arguments));
        // Standard output belongs to the command.
        all.add("--logging.threshold.console=OFF");
        all.add("--spring.main.web-application-type=none");
        return new Configuration(application.run(all.toArray(String[]::new)));
    }

    public ConfigurableEnvironment environment() {
        return context.getEnvironment();
    }

    /** Keys that nobody reads, and values that their readers refuse, in the order of files and lines. */
    public List<Fault> check() {
        return Stream.concat(unknownKeys(), new BindingFaults(context).find())
                .distinct()
                .sorted()
                .toList();
    }

    /** The settings of this kind; none if they cannot be bound, which {@link #check} says. */
    public <T> Optional<T> settings(Class<T> kind) {
        try {
            return Optional.of(context.getBean(kind));
        } catch (BeansException unbound) {
            return Optional.empty();
        }
    }

    /**
     * A fault of settings that are bound and still cannot be used, at the place where they were set.
     *
     * @param key the one to blame, or one above it
     * @param message names the key, the value and the way out
     */
    public Fault fault(String key, String message) {
        return Origins.error(Origins.of(environment(), ConfigurationPropertyName.adapt(key, '.'), message), message);
    }

    private Stream<Fault> unknownKeys() {
        KnownKeys known = new KnownKeys(OWN);
        return environment().getPropertySources().stream()
                .filter(source -> source instanceof OriginLookup<?> || source instanceof CommandLinePropertySource<?>)
                .filter(EnumerablePropertySource.class::isInstance)
                .map(EnumerablePropertySource.class::cast)
                .flatMap(source -> Stream.of(source.getPropertyNames())
                        .filter(key -> key.startsWith(OWN) && !known.knows(key))
                        .map(key -> Origins.error(
                                PropertySourceOrigin.get(source, key),
                                key + " is not a key of Leadhook" + Spelling.suggestion(key, known.like(key)))));
    }

    @Override
    public void close() {
        context.close();
    }
}
