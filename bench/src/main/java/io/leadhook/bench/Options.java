package io.leadhook.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * What the command line asks for.
 *
 * @param home the folder of the repository
 * @param jdk that runs what is measured
 * @param name of the report, behind the date
 * @param javaOptions for everything that is measured, the same for all
 */
record Options(
        Path home, Path jdk, boolean quick, boolean profile, Set<Part> parts, String name, List<String> javaOptions) {
    /** What can be measured. */
    enum Part {
        ENGINE,
        HUB_H2,
        HUB_POSTGRES,
        STOCK,
        ARTEMIS,
        JMH
    }

    /** @throws IllegalArgumentException naming the option that is unknown or lacks its value */
    static Options read(List<String> arguments) {
        Path home = Path.of("").toAbsolutePath();
        Path jdk = Path.of(System.getProperty("java.home"));
        boolean quick = false;
        boolean profile = false;
        Set<Part> parts = EnumSet.noneOf(Part.class);
        String name = "jdk" + Runtime.version().feature();
        String javaOptions = "-Xms32m -Xmx512m -XX:+UseSerialGC";
        var rest = arguments.iterator();
        while (rest.hasNext()) {
            String option = rest.next();
            switch (option) {
                case "--quick" -> quick = true;
                case "--profile" -> profile = true;
                case "--only" -> parts.add(part(value(option, rest)));
                case "--name" -> name = value(option, rest);
                case "--java-options" -> javaOptions = value(option, rest);
                default -> throw new IllegalArgumentException("unknown option " + option);
            }
        }
        Set<Part> wanted = parts.isEmpty() ? EnumSet.allOf(Part.class) : parts;
        return new Options(home, jdk, quick, profile, wanted, name, List.of(javaOptions.split(" ")));
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException("option " + option + " needs a value");
        }
        return rest.next();
    }

    private static Part part(String name) {
        for (Part part : Part.values()) {
            if (part.name().equalsIgnoreCase(name.replace('-', '_'))) {
                return part;
            }
        }
        throw new IllegalArgumentException(
                "--only " + name + ": allowed are engine, hub-h2, hub-postgres, stock, artemis, jmh");
    }

    String java() {
        return jdk.resolve("bin/java").toString();
    }

    /** What follows {@link #java} to start the hub that {@code bench/run} has prepared. */
    List<String> hub() {
        Path hub = home.resolve("bench/target/hub");
        Path cache = hub.resolve("leadhook.aot");
        String learnt =
                Files.exists(cache) ? "-XX:AOTCache=" + cache : "-XX:SharedArchiveFile=" + hub.resolve("leadhook.jsa");
        return List.of(
                learnt,
                "-Dspring.aot.enabled=true",
                "-jar",
                hub.resolve("leadhook.jar").toString());
    }
}
