package io.leadhook.proof;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/** The few classes of this package that a hub of another JVM needs; not the tests among which they stand. */
final class ChildClasses {
    private ChildClasses() {}

    /** A folder of those whose names begin like this, for {@code HubProcess.withClasses}. */
    static Path in(Path folder, String... beginnings) throws IOException, URISyntaxException {
        Path here = Path.of(ChildClasses.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Path classes = folder.resolve("classes");
        Path target = Files.createDirectories(classes.resolve("io/leadhook/proof"));
        try (Stream<Path> files = Files.list(here.resolve("io/leadhook/proof"))) {
            for (Path file : files.filter(file -> beginsLike(file, beginnings)).toList()) {
                Files.copy(file, target.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return classes;
    }

    private static boolean beginsLike(Path file, String... beginnings) {
        return Stream.of(beginnings).anyMatch(file.getFileName().toString()::startsWith);
    }
}
