package io.leadhook.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The {@code stat} of a process or of one of its threads in Linux's {@code /proc}.
 *
 * @param name of the program or thread; it may have blanks in it
 * @param fields behind the name
 */
record ProcStat(String name, List<String> fields) {
    // The unit of times in /proc is fixed to this on every architecture that Java runs on.
    private static final double TICKS_PER_SECOND = 100;
    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final int USER_OF_CHILDREN = 13;
    private static final int SYSTEM_OF_CHILDREN = 14;

    /** @throws java.nio.file.NoSuchFileException if it has ended */
    static ProcStat in(Path folder) throws IOException {
        String stat = Files.readString(folder.resolve("stat"));
        int end = stat.lastIndexOf(')');
        return new ProcStat(
                stat.substring(stat.indexOf('(') + 1, end),
                List.of(stat.substring(end + 2).split(" ", -1)));
    }

    double cpuSeconds() {
        return seconds(USER) + seconds(SYSTEM);
    }

    /** Of the children that have ended and were waited for. */
    double cpuSecondsOfChildren() {
        return seconds(USER_OF_CHILDREN) + seconds(SYSTEM_OF_CHILDREN);
    }

    private double seconds(int field) {
        return Double.parseDouble(fields.get(field)) / TICKS_PER_SECOND;
    }
}
