package io.leadhook.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Collects what was measured, and writes it down: durability beside every figure, ratios beside every rate. */
final class Report {
    private record Acknowledged(String name, String durability, LoadResult load) {}

    private record EndToEnd(String name, String durability, Saturation saturation) {}

    private static final List<String> PERCENTILES = List.of("p50 ms", "p99 ms", "p99.9 ms");

    private final Options options;
    private final Summary summary = new Summary();
    private final List<Acknowledged> acknowledged = new ArrayList<>();
    private final List<EndToEnd> endToEnd = new ArrayList<>();
    private final Table latency = new Table(
            "program",
            "durability",
            "load",
            "events/s",
            "destination",
            PERCENTILES.get(0),
            PERCENTILES.get(1),
            PERCENTILES.get(2));
    private final Table memory = new Table(
            "program", "ready after s", "at rest, resident MB", "at rest, heap after GC MB", "under load, resident MB");
    private final Table isolation = new Table(
            "program", "durability", "trouble", "destination", "p50 ms", "× just before", "p99 ms", "× just before");
    private final Table backlog =
            new Table("program", "durability", "waiting", "CPU s per 1,000 events", "× none", "events/s", "× none");
    private final Table hotPieces = new Table("piece", "ns per call", "±");
    private final List<String> notes = new ArrayList<>();
    private boolean complete = true;

    Report(Options options) {
        this.options = options;
    }

    void acknowledged(String name, String durability, LoadResult load) {
        acknowledged.add(new Acknowledged(name, durability, load));
        if (load.refused() > 0) {
            note(name + " refused " + load.refused() + " of " + (load.refused() + load.accepted()) + " requests.");
        }
    }

    /** For the table in short; what has been measured of others until it is printed can be asked for. */
    void figure(String figure, Store store, Supplier<String> value) {
        summary.put(figure, store.durability(), value);
    }

    /** Answers per second, or NaN. */
    double answered(String name) {
        return acknowledged.stream()
                .filter(row -> row.name().equals(name))
                .mapToDouble(row -> row.load().perSecond())
                .findFirst()
                .orElse(Double.NaN);
    }

    /** Events per second, end to end, or NaN. */
    double delivered(String name) {
        return endToEnd.stream()
                .filter(row -> row.name().equals(name))
                .mapToDouble(row -> row.saturation().eventsPerSecond())
                .findFirst()
                .orElse(Double.NaN);
    }

    void endToEnd(String name, String durability, Saturation saturation) {
        endToEnd.add(new EndToEnd(name, durability, saturation));
    }

    void latency(Contestant contestant, int percent, SteadyLoad steady) {
        Percentiles answer = steady.load().acknowledged();
        latencyRow(contestant, percent, steady, "(the 200)", answer);
        steady.delivered().forEach((destination, times) -> latencyRow(contestant, percent, steady, destination, times));
    }

    private void latencyRow(
            Contestant contestant, int percent, SteadyLoad steady, String destination, Percentiles times) {
        latency.row(
                contestant.name(),
                contestant.durability(),
                percent + " %",
                (double) steady.perSecond(),
                destination,
                times.p50(),
                times.p99(),
                times.p999());
    }

    void memory(String name, double readySeconds, double restMegabytes, double heapMegabytes, double peakMegabytes) {
        memory.row(name, readySeconds, restMegabytes, heapMegabytes, peakMegabytes);
    }

    void isolation(
            Contestant contestant, String trouble, Map<String, Percentiles> disturbed, Map<String, Percentiles> calm) {
        disturbed.forEach((destination, times) -> {
            Percentiles usual = calm.get(destination);
            isolation.row(
                    contestant.name(),
                    contestant.durability(),
                    trouble,
                    destination,
                    times.p50(),
                    times.p50() / usual.p50(),
                    times.p99(),
                    times.p99() / usual.p99());
        });
    }

    void backlog(String name, String durability, int waiting, Saturation with, Saturation without) {
        backlog.row(name, durability, 0, without.cpuSeconds(), 1.0, without.eventsPerSecond(), 1.0);
        backlog.row(
                name,
                durability,
                waiting,
                with.cpuSeconds(),
                with.cpuSeconds() / without.cpuSeconds(),
                with.eventsPerSecond(),
                with.eventsPerSecond() / without.eventsPerSecond());
    }

    void hotPiece(String name, double nanos, double error) {
        hotPieces.row(name, nanos, error);
    }

    /** What is missing, and why. */
    void incomplete(String reason) {
        complete = false;
        note("Not complete: " + reason);
    }

    boolean isComplete() {
        return complete;
    }

    /** A sentence that the reader must know. */
    void note(String sentence) {
        notes.add(sentence);
    }

    private Table acknowledgedTable() {
        double engine = answered(Rivals.ENGINE);
        Table table =
                new Table("program", "durability of a 200", "answers/s", "× engine", "p50 ms", "p99 ms", "p99.9 ms");
        acknowledged.forEach(row -> table.row(
                row.name(),
                row.durability(),
                row.load().perSecond(),
                row.load().perSecond() / engine,
                row.load().acknowledged().p50(),
                row.load().acknowledged().p99(),
                row.load().acknowledged().p999()));
        return table;
    }

    private Table endToEndTable() {
        double stock = delivered(Rivals.STOCK);
        Table table = new Table(
                "program",
                "durability",
                "events/s",
                "× stock",
                "deliveries/s",
                "calls per event",
                "CPU s per 1,000",
                "KB written per 1,000",
                "KB kept per 1,000");
        endToEnd.forEach(row -> {
            Saturation measured = row.saturation();
            table.row(
                    row.name(),
                    row.durability(),
                    measured.eventsPerSecond(),
                    measured.eventsPerSecond() / stock,
                    measured.eventsPerSecond() * measured.destinations(),
                    measured.callsPerEvent(),
                    measured.cpuSeconds(),
                    measured.writtenKilobytes(),
                    measured.keptKilobytes());
        });
        return table;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append("# Leadhook, measured on ")
                .append(LocalDate.now())
                .append("\n\n")
                .append(Machine.describe(options));
        if (options.quick()) {
            text.append("\nA quick run: it shows that everything works; its figures are not to be published.\n");
        }
        section(text, "In short", "The table of docs/performance.md.", summary.table());
        section(text, "Acknowledged", "Full speed, 64 connections.", acknowledgedTable());
        section(
                text,
                "End to end, to three destinations",
                "Full speed; the last delivery stops the clock.",
                endToEndTable());
        section(
                text,
                "Sent → delivered",
                "Constant rate, a share of the end-to-end figure; counted from when an event was to be sent.",
                latency);
        section(text, "Memory and start", "Ready: median of starts on an existing database.", memory);
        section(
                text,
                "One destination's trouble",
                "At half load; only those that are not in trouble are shown.",
                isolation);
        section(
                text,
                "Cost with a backlog",
                "Waiting for one paused destination; the other two at full speed.",
                backlog);
        section(text, "Hot pieces", "JMH, average time.", hotPieces);
        if (!notes.isEmpty()) {
            text.append("\n## Notes\n\n");
            notes.forEach(note -> text.append("- ").append(note).append("\n"));
        }
        return text.toString();
    }

    private static void section(StringBuilder text, String title, String how, Table table) {
        if (!table.isEmpty()) {
            text.append("\n## ")
                    .append(title)
                    .append("\n\n")
                    .append(how)
                    .append("\n\n")
                    .append(table);
        }
    }

    /** Writes it to {@code bench/results}; an earlier one of the same day and name is overwritten. */
    Path write() {
        Path file = file(".md");
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, toString());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
        return file;
    }

    /** Beside the report, with its name and this ending. */
    Path file(String ending) {
        return options.home().resolve("bench/results").resolve(LocalDate.now() + "-" + options.name() + ending);
    }
}
