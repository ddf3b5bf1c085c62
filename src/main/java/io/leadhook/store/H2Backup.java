package io.leadhook.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** By H2's {@code BACKUP TO}, into the folder {@code backups} beside the database. */
final class H2Backup implements Backup {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final H2File file;
    private final JdbcTemplate jdbc;
    private final Database database;
    private final Clock clock;

    H2Backup(H2File file, JdbcTemplate jdbc, Database database, Clock clock) {
        this.file = file;
        this.jdbc = jdbc;
        this.database = database;
        this.clock = clock;
    }

    /** One at a time: two would only read the same file twice. */
    @Override
    public synchronized Optional<Path> make() {
        Path folder = file.folder().resolve("backups");
        Path target = folder.resolve(file.path().getFileName() + "-" + TIME.format(clock.instant()) + ".zip");
        Path writing = folder.resolve(file.path().getFileName() + ".writing");
        try {
            Files.createDirectories(folder);
            requireRoom(folder);
            // The copy begins with the file's header: it must name what is newest now.
            database.sync();
            jdbc.update("backup to ?", writing.toString());
            H2File.publish(writing, target);
            return Optional.of(target);
        } catch (IOException e) {
            throw new UncheckedIOException("The backup " + target + " cannot be written", e);
        } finally {
            writing.toFile().delete();
        }
    }

    /** The hub itself ends when it can write no more. */
    private void requireRoom(Path folder) throws IOException {
        long most = Files.size(file.database());
        long free = folder.toFile().getUsableSpace();
        if (free < most) {
            throw new IOException(
                    "It may need " + most + " bytes, and the disk has " + free + " left; make room there");
        }
    }
}
