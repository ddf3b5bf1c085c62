package io.leadhook.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.springframework.boot.autoconfigure.flyway.FlywayMigrationStrategy;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Brings the tables to the version of this program: refuses those of a newer one, and begins again after an
 * interruption. PostgreSQL undoes what was interrupted by itself; of an H2 file a copy is kept meanwhile.
 */
final class Migration implements FlywayMigrationStrategy {
    private final Optional<H2File> file;

    Migration(Optional<H2File> file) {
        this.file = file;
    }

    @Override
    public void migrate(Flyway flyway) {
        JdbcTemplate jdbc = new JdbcTemplate(flyway.getConfiguration().getDataSource());
        file.ifPresent(h2 -> LostDataCheck.check(h2, jdbc));
        refuseNewer(flyway);
        if (file.isPresent() && flyway.info().pending().length > 0) {
            Path copy = copied(file.get(), jdbc);
            FaultPoint.BEFORE_MIGRATION.hit();
            flyway.migrate();
            FaultPoint.AFTER_MIGRATION.hit();
            remove(file.get(), copy, jdbc);
        } else {
            FaultPoint.BEFORE_MIGRATION.hit();
            flyway.migrate();
            FaultPoint.AFTER_MIGRATION.hit();
        }
    }

    private static void refuseNewer(Flyway flyway) {
        for (MigrationInfo applied : flyway.info().applied()) {
            if (applied.getState().isResolved() || applied.getVersion() == null) {
                continue;
            }
            throw new IllegalStateException("The tables have version " + applied.getVersion() + " ("
                    + applied.getDescription() + "), which this Leadhook does not know: a newer one has worked on this"
                    + " database. Start that one, or restore the backup from before its first start");
        }
    }

    private static Path copied(H2File file, JdbcTemplate jdbc) {
        Path next = file.path().resolveSibling(file.path().getFileName() + ".copying");
        try {
            jdbc.update("backup to ?", next.toString());
            H2File.publish(next, file.beforeMigration());
            return file.beforeMigration();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep a copy of " + file.database() + " for its migration", e);
        }
    }

    private static void remove(H2File file, Path copy, JdbcTemplate jdbc) {
        try {
            jdbc.execute("checkpoint sync");
            Files.delete(copy);
            H2File.syncFolder(file.folder());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + copy, e);
        }
    }
}
