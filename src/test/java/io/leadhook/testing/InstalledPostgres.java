package io.leadhook.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A server of the PostgreSQL that is installed on this machine as Debian does it, together with its tools, which the
 * embedded one does not bring. User {@code postgres}, no password, on loopback. Not thread-safe.
 */
public final class InstalledPostgres implements AutoCloseable {
    private static final Path INSTALLED = Path.of("/usr/lib/postgresql");
    private static final List<String> TOOLS =
            List.of("initdb", "pg_ctl", "createdb", "dropdb", "pg_dump", "pg_restore", "psql");

    private final Path tools;
    private final Path data;
    private final int port = FreePort.find();

    private InstalledPostgres(Path tools, Path data) {
        this.tools = tools;
        this.data = data;
    }

    /**
     * Starts the newest one that has all its tools; nothing if there is none.
     *
     * @param data a folder that does not exist yet
     */
    public static Optional<InstalledPostgres> start(Path data) {
        return newest().map(tools -> {
            InstalledPostgres server = new InstalledPostgres(tools, data);
            server.run("initdb", "-D", data.toString(), "-U", "postgres", "-A", "trust", "-E", "UTF8");
            String options = "-h 127.0.0.1 -p " + server.port + " -k " + data;
            server.run("pg_ctl", "-D", data.toString(), "-w", "-l", data + "/log", "-o", options, "start");
            return server;
        });
    }

    private static Optional<Path> newest() {
        if (!Files.isDirectory(INSTALLED)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(INSTALLED)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> TOOLS.stream().allMatch(tool -> Files.isExecutable(bin.resolve(tool))))
                    .max(Comparator.comparing(bin -> Integer.parseInt(
                            bin.getParent().getFileName().toString())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    public int port() {
        return port;
    }

    /** One of the client's tools, as an operator would call it; it finds the server by its environment. */
    public void run(String tool, String... arguments) {
        List<String> command = new ArrayList<>(withoutRoot(tools.resolve(tool).toString()));
        command.addAll(List.of(arguments));
        File output = data.resolveSibling("postgres-tools.log").toFile();
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output));
        builder.environment().put("PGHOST", "127.0.0.1");
        builder.environment().put("PGPORT", String.valueOf(port));
        builder.environment().put("PGUSER", "postgres");
        try {
            Process process = builder.start();
            if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException(String.join(" ", command) + ": " + Files.readString(output.toPath()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** PostgreSQL and its pooler refuse to run as root, as which containers of build servers often do. */
    static List<String> withoutRoot(String command) {
        return "root".equals(System.getProperty("user.name")) ? List.of("unshare", "-U", command) : List.of(command);
    }

    @Override
    public void close() {
        run("pg_ctl", "-D", data.toString(), "-m", "immediate", "stop");
    }
}
