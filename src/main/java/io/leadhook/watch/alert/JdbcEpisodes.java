package io.leadhook.watch.alert;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code alert}: it outlives restarts and moves between replicas, so that nobody is told twice. Thread-safe. */
@Repository
public class JdbcEpisodes {
    private static final String COLUMNS =
            "select id, symptom, headline, began_at, ended_at, told_at, send_error from alert ";

    private final JdbcClient jdbc;

    JdbcEpisodes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those that last, newest first. */
    public List<Episode> open() {
        return jdbc.sql(COLUMNS + "where ended_at is null order by id desc")
                .query(JdbcEpisodes::read)
                .list();
    }

    /**
     * Newest first.
     *
     * @param open true: those that last; false: those that have ended; null: both
     * @param before only with an id below this one; null: from the newest
     */
    public List<Episode> page(@Nullable Boolean open, @Nullable Long before, int limit) {
        String which = open == null ? "" : open ? " and ended_at is null" : " and ended_at is not null";
        return jdbc.sql(COLUMNS + "where id < :before" + which + " order by id desc fetch first :limit rows only")
                .param("before", before == null ? Long.MAX_VALUE : before)
                .param("limit", limit)
                .query(JdbcEpisodes::read)
                .list();
    }

    /** Those whose beginning nobody was told of, and those whose end, of those whose beginning somebody was. */
    List<Episode> untold() {
        return jdbc.sql(COLUMNS + """
                        where (told_at is null and ended_at is null)
                           or (told_at is not null and ended_at is not null and recovery_told_at is null)
                        order by id
                        """).query(JdbcEpisodes::read).list();
    }

    void begin(Symptom symptom, Instant now) {
        jdbc.sql("""
                        insert into alert (symptom, headline, began_at, seen_at)
                        values (:symptom, :headline, :now, :now)
                        """)
                .param("symptom", symptom.name())
                .param("headline", symptom.text())
                .param("now", utc(now))
                .update();
    }

    void seen(Symptom symptom, Instant now) {
        jdbc.sql("update alert set seen_at = :now, headline = :headline where ended_at is null and symptom = :symptom")
                .param("symptom", symptom.name())
                .param("headline", symptom.text())
                .param("now", utc(now))
                .update();
    }

    /** Ends all that were not seen since. */
    void end(Instant unseenSince, Instant now) {
        jdbc.sql("update alert set ended_at = :now where ended_at is null and seen_at < :since")
                .param("now", utc(now))
                .param("since", utc(unseenSince))
                .update();
    }

    void told(Collection<Episode> episodes, Instant now) {
        for (Episode episode : episodes) {
            String column = episode.endedAt() == null ? "told_at" : "recovery_told_at";
            jdbc.sql("update alert set " + column + " = :now, send_error = null where id = :id")
                    .param("now", utc(now))
                    .param("id", episode.id())
                    .update();
        }
    }

    void notTold(Collection<Episode> episodes, String error) {
        for (Episode episode : episodes) {
            jdbc.sql("update alert set send_error = :error where id = :id")
                    .param("error", error, Types.VARCHAR)
                    .param("id", episode.id())
                    .update();
        }
    }

    private static Episode read(ResultSet row, int number) throws SQLException {
        return new Episode(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getObject(4, OffsetDateTime.class).toInstant(),
                time(row, 5),
                time(row, 6),
                row.getString(7));
    }

    private static @Nullable Instant time(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
