package io.leadhook.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A program that is measured, in a process of its own; what it prints goes to a file. */
final class ChildProcess implements AutoCloseable {
    private static final long LONGEST_START_SECONDS = 300;
    private static final long LONGEST_END_SECONDS = 40;

    private final Process process;
    private final Path output;
    private final double secondsToReady;

    private ChildProcess(Process process, Path output, double secondsToReady) {
        this.process = process;
        this.output = output;
        this.secondsToReady = secondsToReady;
    }

    /**
     * Starts it and waits until it says that it is ready.
     *
     * @throws IllegalStateException if it ends before or takes longer than five minutes
     */
    static ChildProcess start(Path folder, List<String> command, Map<String, String> environment, String readyText) {
        Path output = folder.resolve("output.log");
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        CompletableFuture<Long> ready = new CompletableFuture<>();
        long started = System.nanoTime();
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command.get(0), e);
        }
        // A run that is broken off leaves nothing behind.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        Thread reader = new Thread(() -> copy(process, output, readyText, ready), "output of " + command.get(0));
        reader.setDaemon(true);
        reader.start();
        try {
            long readyAt = ready.get(LONGEST_START_SECONDS, TimeUnit.SECONDS);
            return new ChildProcess(process, output, (readyAt - started) / 1e9);
        } catch (ExecutionException | TimeoutException e) {
            process.destroyForcibly();
            throw new IllegalStateException("the program did not get ready, see " + output, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static void copy(Process process, Path output, String readyText, CompletableFuture<Long> ready) {
        try (BufferedReader lines = process.inputReader();
                Writer file = Files.newBufferedWriter(output)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.contains(readyText)) {
                    ready.complete(System.nanoTime());
                }
                file.write(line + "\n");
                file.flush();
            }
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
        ready.completeExceptionally(new IllegalStateException("it has ended"));
    }

    double secondsToReady() {
        return secondsToReady;
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    Path output() {
        return output;
    }

    /** SIGTERM, and SIGKILL for one that does not heed it. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(LONGEST_END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
