package io.leadhook.testing;

import static org.awaitility.Awaitility.await;

import io.leadhook.Leadhook;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionEvaluationListener;
import org.awaitility.core.EvaluatedCondition;
import org.awaitility.core.TimeoutEvent;
import org.jspecify.annotations.Nullable;

/**
 * A hub in a JVM of its own, which can be killed as an operating system kills. Its ports and its data folder stay the
 * same over restarts; what it prints is appended to a file under {@code target}. Not thread-safe.
 */
public final class HubProcess implements AutoCloseable {
    private static final String READY = "Leadhook is ready";

    private final int webhooksPort = FreePort.find();
    private final int adminPort = FreePort.find();
    private final Map<String, String> properties = new LinkedHashMap<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<String> addedClasses = new ArrayList<>();
    private final AdminApi api = new AdminApi(adminPort);
    private final Path output;
    private String mainClass = Leadhook.class.getName();
    private @Nullable Process process;
    private long readyFrom;

    /** @param name of the output file */
    public HubProcess(String name, Path dataDir) {
        output = Path.of("target", "hub-" + name + ".log").toAbsolutePath();
        try {
            Files.createDirectories(output.getParent());
            Files.deleteIfExists(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        with("leadhook.data-dir", dataDir.toAbsolutePath().toString());
        with("leadhook.webhooks.port", String.valueOf(webhooksPort));
        with("leadhook.webhooks.host", "127.0.0.1");
        with("server.port", String.valueOf(adminPort));
        withEnvironment("LEADS_WEBHOOK_SECRET", Hub.SECRET);
        withEnvironment("LEADHOOK_ADMIN_PASSWORD", AdminApi.PASSWORD);
    }

    public HubProcess with(String key, String value) {
        properties.put(key, value);
        return this;
    }

    public HubProcess withEnvironment(String key, String value) {
        environment.put(key, value);
        return this;
    }

    /** Instead of the file in its data folder. */
    public HubProcess on(TestDatabase database) {
        return with("spring.datasource.url", database.url())
                .with("spring.datasource.username", database.username())
                .withEnvironment("SPRING_DATASOURCE_PASSWORD", database.password());
    }

    /** The same, on a server of the test's own. */
    public HubProcess on(PostgresServer server) {
        return with("spring.datasource.url", server.url()).with("spring.datasource.username", "postgres");
    }

    /** A folder of classes that the hub does not have by itself. */
    public HubProcess withClasses(Path folder) {
        addedClasses.add(folder.toAbsolutePath().toString());
        return this;
    }

    /** Another main class, which prepares the JVM before it starts the hub. */
    public HubProcess withMain(Class<?> main) {
        mainClass = main.getName();
        return this;
    }

    /** Returns at once; {@link #awaitReady} waits. */
    public HubProcess start() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx300m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                HubClasses.flag(),
                "-cp",
                classPath(),
                mainClass));
        properties.forEach((key, value) -> command.add("--" + key + "=" + value));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().putAll(environment);
        try {
            Files.writeString(output, "", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            readyFrom = Files.size(output);
            Process started = builder.start();
            process = started;
            // A test run that is broken off leaves no hub behind.
            Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** A start needs some 12 s of a processor, and on a machine that has much else to do that is minutes. */
    public HubProcess awaitReady() {
        await().conditionEvaluationListener(dumpThreadsOnTimeout())
                .atMost(Duration.ofMinutes(4))
                .pollInterval(Duration.ofMillis(50))
                .failFast("the hub has ended, see " + output, () -> !isAlive())
                .until(() -> saidSinceStart(READY));
        if (addedClasses.isEmpty()) {
            // An archive cannot be made of a folder: the JVM that is asked for it ends.
            HubClasses.keep(pid());
        }
        return this;
    }

    private String classPath() {
        List<String> entries = HubClasses.path();
        entries.addAll(addedClasses);
        return String.join(File.pathSeparator, entries);
    }

    private boolean saidSinceStart(String text) throws IOException {
        byte[] all = Files.readAllBytes(output);
        int from = (int) Math.min(readyFrom, all.length);
        return new String(all, from, all.length - from, StandardCharsets.UTF_8).contains(text);
    }

    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** SIGKILL: no hook runs, no buffer of the process is written. */
    public void kill() {
        Process killed = process;
        if (killed == null) {
            return;
        }
        killed.destroyForcibly();
        try {
            if (!killed.waitFor(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the hub does not die");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** SIGTERM, as a rolling restart does; returns when it has ended. */
    public void terminate() {
        Process ending = process;
        if (ending == null) {
            return;
        }
        signal("TERM");
        try {
            if (!ending.waitFor(40, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the hub does not end, see " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until it has ended by itself. */
    public void awaitEnd() {
        await().atMost(Duration.ofMinutes(4)).until(() -> !isAlive());
    }

    /** Of the process that has ended. */
    public int exitCode() {
        return Objects.requireNonNull(process, "the hub has not been started").exitValue();
    }

    public long pid() {
        return Objects.requireNonNull(process, "the hub has not been started").pid();
    }

    /** Whether it has printed this since its last start. */
    public boolean said(String text) {
        try {
            return saidSinceStart(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGSTOP: as a laptop that sleeps, or a collection of garbage that takes minutes. */
    public void stand() {
        signal("STOP");
    }

    /** SIGCONT: goes on as if no time had passed. */
    public void goOn() {
        signal("CONT");
    }

    private void signal(String name) {
        Process target = process;
        if (target == null) {
            throw new IllegalStateException("the hub has not been started");
        }
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(target.pid()))
                    .start()
                    .waitFor(5, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets the hub write its thread dump to its output when something that was awaited does not come. */
    public <T> ConditionEvaluationListener<T> dumpThreadsOnTimeout() {
        return new ConditionEvaluationListener<>() {
            @Override
            public void conditionEvaluated(EvaluatedCondition<T> condition) {}

            @Override
            public void onTimeout(TimeoutEvent timeout) {
                dumpThreads();
            }
        };
    }

    private void dumpThreads() {
        signal("QUIT");
        await().atMost(Duration.ofSeconds(5)).until(() -> saidSinceStart("Full thread dump"));
    }

    public String webhooksUrl() {
        return "http://127.0.0.1:" + webhooksPort + "/webhooks/leads";
    }

    public AdminApi api() {
        return api;
    }

    public Path output() {
        return output;
    }

    @Override
    public void close() {
        kill();
    }
}
