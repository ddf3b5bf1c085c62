package io.leadhook.testing;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The class path of a hub in a JVM of its own, and the JVM's archive of the classes on it, which the first hub of a build
 * leaves to all later ones: finding, reading and verifying them again would be a third of each start.
 */
final class HubClasses {
    private static final String CLASSES =
            Path.of("target", "classes").toAbsolutePath().toString();
    private static final Path FOLDER = Path.of("target", "hub-classes").toAbsolutePath();
    private static final Path JAR = jar();
    private static final Path ARCHIVE = FOLDER.resolve(JAR.getFileName() + ".jsa");

    private HubClasses() {}

    /** That of the program: what the component scan would find among the tests is not part of a hub. */
    static List<String> path() {
        List<String> entries =
                new ArrayList<>(List.of(System.getProperty("java.class.path").split(File.pathSeparator)));
        entries.removeIf(entry -> entry.endsWith("test-classes") || entry.endsWith("test-classes/"));
        entries.replaceAll(entry -> Path.of(entry).toString().equals(CLASSES) ? JAR.toString() : entry);
        return entries;
    }

    static String flag() {
        return Files.exists(ARCHIVE) ? "-XX:SharedArchiveFile=" + ARCHIVE : "-XX:+RecordDynamicDumpInfo";
    }

    /** Keeps the classes that this hub has loaded, unless there is an archive already. */
    static void keep(long pid) {
        if (Files.exists(ARCHIVE)) {
            return;
        }
        try {
            // Under a name of its own: the tests of another JVM may be at it, too.
            Path mine = FOLDER.resolve(pid + ".jsa");
            new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            String.valueOf(pid),
                            "VM.cds",
                            "dynamic_dump",
                            mine.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (Files.exists(mine)) {
                Files.move(mine, ARCHIVE, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** An archive holds classes of jars alone. Another name for other classes, so that no archive is mistaken for theirs. */
    private static Path jar() {
        try (Stream<Path> found = Files.walk(Path.of(CLASSES))) {
            List<Path> all = found.skip(1).sorted().toList();
            long newest = 0;
            for (Path file : all) {
                newest = Math.max(newest, Files.getLastModifiedTime(file).toMillis());
            }
            Path jar = FOLDER.resolve("leadhook-" + all.size() + "-" + newest + ".jar");
            if (!Files.exists(jar)) {
                Files.createDirectories(FOLDER);
                Path mine = FOLDER.resolve(ProcessHandle.current().pid() + ".jar");
                write(all, mine);
                Files.move(mine, jar, StandardCopyOption.ATOMIC_MOVE);
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With entries for folders, which the component scan goes by. */
    private static void write(List<Path> all, Path jar) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Path file : all) {
                String name = Path.of(CLASSES).relativize(file).toString().replace(File.separatorChar, '/');
                boolean isFolder = Files.isDirectory(file);
                zip.putNextEntry(new ZipEntry(isFolder ? name + "/" : name));
                if (!isFolder) {
                    Files.copy(file, zip);
                }
                zip.closeEntry();
            }
        }
    }
}
