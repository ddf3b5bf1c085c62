package io.leadhook.store;

import java.nio.file.Path;
import java.util.Optional;

/** A copy of the database as it is at one moment, made while the hub runs. Thread-safe. */
public interface Backup {
    /**
     * Returns when the copy is on the disk.
     *
     * @return the file, or empty where the database has tools of its own for this
     * @throws java.io.UncheckedIOException if it cannot be written
     */
    Optional<Path> make();
}
