package io.leadhook.store;

import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Refuses an H2 file that has lost events: H2 opens a file that was cut off as if the rest had never been, and an empty
 * one as a new database. Keeps the {@link HighWaterMark} that tells them apart; what was accepted within the last
 * seconds before a damage is not in it.
 */
final class LostDataCheck implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(LostDataCheck.class);
    private static final String ACCEPTED = "select amount from tally where name = 'accepted'";
    private static final String INSTANCE = "select content from setting where name = 'instance'";

    private final H2File file;
    private final JdbcTemplate jdbc;
    private final Database database;
    private @Nullable HighWaterMark written;

    LostDataCheck(H2File file, JdbcTemplate jdbc, Database database) {
        this.file = file;
        this.jdbc = jdbc;
        this.database = database;
    }

    /**
     * Compares the database, as it is before anything is made in it, with its mark.
     *
     * @throws IllegalStateException naming what was found and the ways out
     */
    static void check(H2File file, JdbcTemplate jdbc) {
        HighWaterMark.read(file.mark()).ifPresent(mark -> {
            if (!hasTables(jdbc)) {
                throw refuse(file, "holds nothing, but had accepted " + mark.accepted() + " events");
            }
            String instance = only(jdbc.queryForList(INSTANCE, String.class));
            if (!mark.instance().equals(instance)) {
                throw refuse(file, "is not the one that was here last: it is " + instance + ", not " + mark.instance());
            }
            Long accepted = only(jdbc.queryForList(ACCEPTED, Long.class));
            if (accepted == null || accepted < mark.accepted()) {
                throw refuse(
                        file,
                        "knows of " + (accepted == null ? "no" : accepted) + " accepted events, but had accepted "
                                + mark.accepted());
            }
        });
    }

    private static boolean hasTables(JdbcTemplate jdbc) {
        return !jdbc.queryForList("select 1 from information_schema.tables where table_name = 'SETTING'", Integer.class)
                .isEmpty();
    }

    private static <T> @Nullable T only(List<T> values) {
        return values.isEmpty() ? null : values.get(0);
    }

    private static IllegalStateException refuse(H2File file, String found) {
        return new IllegalStateException("The database " + file.database() + " " + found
                + ". The file was damaged, emptied or exchanged; starting with it would hide that events are lost."
                + " Put the newest backup in its place (docs/operating.md, Backup)."
                + " To go on with what is there, and accept the loss, delete " + file.mark());
    }

    /** To be called when the tables are there. */
    void begin() {
        if (jdbc.queryForList(INSTANCE, String.class).isEmpty()) {
            jdbc.update(
                    "insert into setting (name, content) values ('instance', ?)",
                    UUID.randomUUID().toString());
        }
        keep();
    }

    /**
     * What nobody syncs for, a dispatch or a click in the console, is taken back by a kill until the next sync; that
     * comes within a second, also when no events do.
     */
    @Scheduled(fixedDelay = 1_000)
    void sync() {
        try {
            database.sync();
        } catch (DurabilityException e) {
            LOG.debug("{} is synced later: the store does not answer now", file.database(), e);
        }
    }

    @Scheduled(initialDelay = 5_000, fixedDelay = 5_000)
    void keep() {
        try {
            keepMark();
        } catch (DataAccessException | DurabilityException e) {
            LOG.debug("The mark of {} stays as it is while the store does not answer", file.database(), e);
        } catch (IOException e) {
            LOG.warn("{} cannot be written; a damage of the database may stay unseen: {}", file.mark(), e.toString());
        }
    }

    private synchronized void keepMark() throws IOException {
        String instance = only(jdbc.queryForList(INSTANCE, String.class));
        Long accepted = only(jdbc.queryForList(ACCEPTED, Long.class));
        if (instance == null || accepted == null) {
            throw new IllegalStateException(
                    "The tables setting and tally of " + file.database() + " have lost rows that are never deleted");
        }
        HighWaterMark now = new HighWaterMark(instance, accepted);
        if (!now.equals(written)) {
            // The mark must not say more than the disk has.
            database.sync();
            now.write(file);
            written = now;
        }
    }

    @Override
    public void destroy() {
        keep();
    }
}
