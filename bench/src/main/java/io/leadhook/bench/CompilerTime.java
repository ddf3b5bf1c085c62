package io.leadhook.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the JIT compiler of a JVM has used so far, from Linux's {@code /proc}. */
final class CompilerTime {
    private static final List<String> THREADS = List.of("C1 Compiler", "C2 Compiler");

    private CompilerTime() {}

    /** CPU seconds of its threads that live; NaN where there is no {@code /proc}. */
    static double seconds(ProcessHandle jvm) {
        Path tasks = Path.of("/proc", Long.toString(jvm.pid()), "task");
        if (!Files.exists(tasks)) {
            return Double.NaN;
        }
        try (Stream<Path> threads = Files.list(tasks)) {
            return threads.mapToDouble(CompilerTime::ofThread).sum();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + tasks, e);
        }
    }

    private static double ofThread(Path thread) {
        try {
            ProcStat stat = ProcStat.in(thread);
            return THREADS.stream().anyMatch(stat.name()::startsWith) ? stat.cpuSeconds() : 0;
        } catch (NoSuchFileException e) {
            return 0; // it has ended in between
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + thread, e);
        }
    }
}
