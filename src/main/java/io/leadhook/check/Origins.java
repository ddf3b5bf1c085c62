package io.leadhook.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.Environment;
import org.springframework.core.io.Resource;

/** Names files and lines as users know them. */
final class Origins {
    private Origins() {}

    /** A fault at the place where a property was set. */
    static Fault error(@Nullable Origin origin, String message) {
        Origin inner = origin instanceof PropertySourceOrigin outer ? outer.getOrigin() : origin;
        if (inner instanceof TextResourceOrigin text && text.getResource() != null && text.getLocation() != null) {
            return new Fault(
                    Fault.Severity.ERROR,
                    name(text.getResource()),
                    text.getLocation().getLine() + 1,
                    message);
        }
        return new Fault(Fault.Severity.ERROR, place(origin), 0, message);
    }

    /** Where the key that the message names was set, or else any at or below this one. */
    static @Nullable Origin of(Environment environment, ConfigurationPropertyName name, String message) {
        return StreamSupport.stream(
                        ConfigurationPropertySources.get(environment).spliterator(), false)
                .filter(IterableConfigurationPropertySource.class::isInstance)
                .map(IterableConfigurationPropertySource.class::cast)
                .flatMap(source -> source.stream()
                        .filter(key -> name.equals(key) || name.isAncestorOf(key))
                        .map(source::getConfigurationProperty)
                        .filter(Objects::nonNull))
                .max(Comparator.comparing(property ->
                        message.contains(property.getName().getLastElement(ConfigurationPropertyName.Form.DASHED))))
                .map(Origin::from)
                .orElse(null);
    }

    private static String place(@Nullable Origin origin) {
        if (origin instanceof PropertySourceOrigin property) {
            return switch (property.getPropertySource().getName()) {
                case "commandLineArgs" -> "command line";
                case "systemEnvironment" -> "environment";
                default -> property.toString();
            };
        }
        return origin == null ? "configuration" : origin.toString();
    }

    /** The path of a file, relative to the working directory if it is in it. */
    static String name(Resource resource) {
        if (!resource.isFile()) {
            return resource.getDescription();
        }
        try {
            Path here = Path.of("").toAbsolutePath();
            Path file = resource.getFile().toPath().toAbsolutePath().normalize();
            return (file.startsWith(here) ? here.relativize(file) : file).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
