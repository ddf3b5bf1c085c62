package io.leadhook.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.TextResourceOrigin;
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
