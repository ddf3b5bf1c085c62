package io.leadhook.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.h2.store.fs.FilePath;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of an H2 database and what Leadhook keeps beside it. Immutable.
 *
 * @param path without the suffix {@code .mv.db}
 */
record H2File(Path path) {
    private static final Logger LOG = LoggerFactory.getLogger(H2File.class);
    private static final String PREFIX = "jdbc:h2:";
    private static final String SUFFIX = ".mv.db";

    /** Empty where the URL leads to no file of this machine that is ours alone. */
    static Optional<H2File> of(String url) {
        if (!url.toLowerCase(Locale.ROOT).startsWith(PREFIX)) {
            return Optional.empty();
        }
        String name = url.substring(PREFIX.length()).split(";", 2)[0];
        if (name.startsWith("mem:") || name.startsWith("tcp:") || name.startsWith("ssl:") || name.startsWith("zip:")) {
            return Optional.empty();
        }
        String file = FilePath.get((name.startsWith("file:") ? name.substring("file:".length()) : name) + SUFFIX)
                .unwrap()
                .toString();
        return Optional.of(new H2File(Path.of(file.substring(0, file.length() - SUFFIX.length()))
                .toAbsolutePath()
                .normalize()));
    }

    Path folder() {
        Path folder = path.getParent();
        return folder == null ? path : folder;
    }

    Path database() {
        return beside(SUFFIX);
    }

    /** Says how much the database has held, see {@link HighWaterMark}. */
    Path mark() {
        return beside(".mark");
    }

    /** A copy of the database as it was before a migration; here only while that runs. */
    Path beforeMigration() {
        return beside(".before-migration.zip");
    }

    private Path beside(String suffix) {
        return path.resolveSibling(path.getFileName() + suffix);
    }

    /**
     * H2 cannot undo a change of a table, so a migration that was interrupted leaves something between two versions.
     * The copy from before takes its place, and the migration begins again. To be called while the database is closed.
     */
    void undoInterruptedMigration() {
        Path copy = beforeMigration();
        if (!Files.exists(copy)) {
            return;
        }
        LOG.warn("A migration of {} was interrupted; it starts again from the copy {}", database(), copy);
        try {
            Path restored = beside(".restored");
            unzip(copy, restored);
            Files.move(restored, database(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            Files.delete(copy);
            syncFolder(folder());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot put " + copy + " in the place of " + database(), e);
        }
    }

    private void unzip(Path zip, Path target) throws IOException {
        try (InputStream file = Files.newInputStream(zip);
                ZipInputStream entries = new ZipInputStream(file)) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                if (entry.getName().endsWith(SUFFIX)) {
                    Files.copy(entries, target, StandardCopyOption.REPLACE_EXISTING);
                    sync(target);
                    return;
                }
            }
        }
        throw new IOException(zip + " holds no database");
    }

    /** Makes what is in a new file, and that it is there, outlast a power cut. */
    static void publish(Path written, Path name) throws IOException {
        sync(written);
        Files.move(written, name, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Path folder = name.getParent();
        if (folder != null) {
            syncFolder(folder);
        }
    }

    static void syncFolder(Path folder) throws IOException {
        // Windows lets nobody open a folder, and needs it less.
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static void sync(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }
}
