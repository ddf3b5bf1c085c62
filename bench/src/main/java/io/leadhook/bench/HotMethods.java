package io.leadhook.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/** Where a JVM spent its time, from samples of Java Flight Recorder. */
final class HotMethods {
    private static final int TOP = 40;
    private static final List<String> SAMPLES = List.of("jdk.ExecutionSample", "jdk.NativeMethodSample");
    private static final String IDLE = "(?s).*(epollWait|EPoll\\.wait|Unsafe\\.park|socketAccept|Net\\.poll|accept0?)$";
    // A sample belongs to the first of these on its stack, from the top; what has none of them is the JDK's.
    private static final Map<String, String> OWNERS = Map.ofEntries(
            Map.entry("io.leadhook.", "Leadhook"),
            Map.entry("org.apache.camel.", "Camel"),
            Map.entry("org.apache.hc.", "HTTP client"),
            Map.entry("com.slack.", "HTTP client"),
            Map.entry("okhttp3.", "HTTP client"),
            Map.entry("io.netty.", "HTTP server"),
            Map.entry("io.vertx.", "HTTP server"),
            Map.entry("org.h2.", "database"),
            Map.entry("org.postgresql.", "database"),
            Map.entry("com.zaxxer.", "database"),
            Map.entry("com.fasterxml.", "JSON"),
            Map.entry("org.springframework.", "Spring"),
            Map.entry("io.micrometer.", "metrics"));

    private final Path recording;
    private final Map<String, Integer> methods = new HashMap<>();
    private final Map<String, Integer> owners = new HashMap<>();
    private final Map<String, Integer> stacks = new HashMap<>();
    private int total;

    HotMethods(Path recording) {
        this.recording = recording;
    }

    /** Of the JVM that is to be recorded; it writes the file when it ends. */
    List<String> jvmOptions() {
        return List.of("-XX:StartFlightRecording=settings=profile,dumponexit=true,filename=" + recording);
    }

    /**
     * Writes a table of owners and methods to {@code <name>-profile.md}, and the stacks to {@code <name>-stacks.txt} in
     * the form that flame graph tools read.
     */
    void write(Instant from, Instant to, Path name) {
        read(from, to);
        Table byOwner = new Table("library", "share %");
        top(owners).forEach(entry -> byOwner.row(entry.getKey(), share(entry.getValue())));
        Table byMethod = new Table("method", "share %");
        top(methods).forEach(entry -> byMethod.row("`" + entry.getKey() + "`", share(entry.getValue())));
        StringBuilder collapsed = new StringBuilder();
        stacks.forEach((stack, count) ->
                collapsed.append(stack).append(' ').append(count).append('\n'));
        try {
            Files.createDirectories(name.getParent());
            Files.writeString(
                    name.resolveSibling(name.getFileName() + "-profile.md"),
                    "# Samples of the hub at full speed: " + total + "\n\n" + byOwner + "\n" + byMethod);
            Files.writeString(name.resolveSibling(name.getFileName() + "-stacks.txt"), collapsed);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the profile " + name, e);
        }
    }

    private void read(Instant from, Instant to) {
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                if (SAMPLES.contains(event.getEventType().getName())
                        && event.getStackTrace() != null
                        && event.getStartTime().isAfter(from)
                        && event.getStartTime().isBefore(to)) {
                    take(event.getStackTrace().getFrames());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + recording, e);
        }
    }

    private void take(List<RecordedFrame> frames) {
        List<String> names = frames.stream()
                .map(frame -> frame.getMethod().getType().getName() + "."
                        + frame.getMethod().getName())
                .toList();
        if (names.isEmpty() || names.get(0).matches(IDLE)) {
            return;
        }
        total++;
        methods.merge(names.get(0), 1, Integer::sum);
        owners.merge(owner(names), 1, Integer::sum);
        List<String> fromBelow = new ArrayList<>(names);
        Collections.reverse(fromBelow);
        stacks.merge(String.join(";", fromBelow), 1, Integer::sum);
    }

    private static String owner(List<String> names) {
        for (String name : names) {
            for (Map.Entry<String, String> owner : OWNERS.entrySet()) {
                if (name.startsWith(owner.getKey())) {
                    return owner.getValue();
                }
            }
        }
        return "JDK";
    }

    private double share(int count) {
        return 100.0 * count / total;
    }

    private static List<Map.Entry<String, Integer>> top(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(TOP)
                .toList();
    }
}
