package io.leadhook.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadhook.Leadhook;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplicationAotProcessor;

/** What Spring makes of the hub's context ahead of time, as the profile {@code fast-start} puts it into the jar. */
public final class ProcessedClasses {
    private ProcessedClasses() {}

    /**
     * For {@link HubProcess#withClasses}, and with {@code -Dspring.aot.enabled=true}.
     *
     * @param folder an empty one
     */
    public static Path in(Path folder) throws IOException, InterruptedException {
        String path = String.join(File.pathSeparator, HubClasses.path());
        Path sources = Files.createDirectory(folder.resolve("sources"));
        Path classes = Files.createDirectory(folder.resolve("classes"));
        run(
                folder.resolve("process.log"),
                List.of(
                        "java",
                        "-XX:TieredStopAtLevel=1",
                        HubClasses.flag(),
                        "-cp",
                        path,
                        SpringApplicationAotProcessor.class.getName()),
                // Resources are for native images.
                List.of(
                        Leadhook.class.getName(),
                        sources.toString(),
                        folder.resolve("resources").toString()),
                List.of(classes.toString(), "io.leadhook", "leadhook"));
        run(
                folder.resolve("compile.log"),
                List.of("javac", "-proc:none", "-nowarn", "-parameters", "-cp", path, "-d", classes.toString()),
                javaFiles(sources));
        return classes;
    }

    private static List<String> javaFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(Path::toString)
                    .filter(file -> file.endsWith(".java"))
                    .toList();
        }
    }

    @SafeVarargs
    private static void run(Path log, List<String>... parts) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(Stream.of(parts).flatMap(List::stream).toList());
        command.set(
                0,
                Path.of(System.getProperty("java.home"), "bin", command.get(0)).toString());
        int exitCode = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        assertThat(exitCode)
                .as(() -> Files.exists(log) ? "see " + log : "no output")
                .isZero();
    }
}
