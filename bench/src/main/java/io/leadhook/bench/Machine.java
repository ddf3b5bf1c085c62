package io.leadhook.bench;

import java.lang.management.ManagementFactory;

/** What everything ran on: without it a figure says nothing. */
final class Machine {
    private static final double GIGABYTE = 1024.0 * 1024 * 1024;

    private Machine() {}

    static String describe(Options options) {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return """
                %d processors, %.0f GB, %s %s; JDK %s; JVM options of all programs: `%s`.
                Programs, receivers and the load generator share this one machine.
                """.formatted(
                        system.getAvailableProcessors(),
                        system.getTotalMemorySize() / GIGABYTE,
                        system.getName(),
                        system.getArch(),
                        Runtime.version(),
                        String.join(" ", options.javaOptions()));
    }
}
