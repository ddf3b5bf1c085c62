package io.leadhook.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A running program that takes webhooks on loopback.
 *
 * @param name in the report
 * @param durability what a 200 of it is worth, in a few words: no figure is shown without them
 * @param port that takes {@code POST /webhooks/leads}
 * @param helpers processes that work for it, such as a database server; what they use is counted as its
 * @param data the folders that it keeps its data in
 */
record Contestant(
        String name, String durability, int port, ChildProcess process, List<ProcessHandle> helpers, List<Path> data)
        implements AutoCloseable {
    CpuAndDisk used() {
        return CpuAndDisk.of(
                Stream.concat(Stream.of(process.handle()), helpers.stream()).toList());
    }

    @Override
    public void close() {
        process.close();
    }
}
