package io.leadhook.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;

/** Asks another JVM to collect its garbage, by {@code jcmd}. */
final class GarbageCollection {
    private static final long LONGEST_SECONDS = 30;

    private GarbageCollection() {}

    /** @throws IllegalStateException if the JVM does not do it */
    static void run(Options options, ChildProcess process) {
        String jcmd = options.jdk().resolve("bin/jcmd").toString();
        try {
            Process asking = new ProcessBuilder(
                            jcmd, Long.toString(process.handle().pid()), "GC.run")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!asking.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS) || asking.exitValue() != 0) {
                throw new IllegalStateException(jcmd + " GC.run has failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + jcmd, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
