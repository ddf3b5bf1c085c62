package io.leadhook.store;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

/** A copy of the file, into the folder {@code backups} beside the database. Nobody waits for it but for a sync. */
final class H2Backup implements Backup {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final H2File file;
    private final JdbcTemplate jdbc;
    private final TransactionOperations transaction;
    private final Database database;
    private final Clock clock;

    H2Backup(H2File file, JdbcTemplate jdbc, TransactionOperations transaction, Database database, Clock clock) {
        this.file = file;
        this.jdbc = jdbc;
        this.transaction = transaction;
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
            write(writing);
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

    private void write(Path zip) throws IOException {
        try (H2Snapshot snapshot = snapshot();
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry(String.valueOf(file.database().getFileName())));
            snapshot.copyTo(out);
            out.closeEntry();
        }
    }

    private H2Snapshot snapshot() {
        return requireNonNull(transaction.execute(status ->
                jdbc.execute((ConnectionCallback<H2Snapshot>) connection -> {
                    connection.unwrap(SingleWriter.GuardedConnection.class).writeAlone();
                    return NewestChunkPath.snapshot(connection, database::sync);
                })));
    }
}
