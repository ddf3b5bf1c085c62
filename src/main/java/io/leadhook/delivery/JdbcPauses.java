package io.leadhook.delivery;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Which destinations an operator has paused, for all replicas and over restarts. Thread-safe. */
@Repository
class JdbcPauses {
    private final JdbcTemplate jdbc;

    JdbcPauses(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    boolean isPaused(String destination) {
        return jdbc.queryForList("select paused from destination where name = ?", Boolean.class, destination).stream()
                .anyMatch(Boolean.TRUE::equals);
    }

    void setPaused(String destination, boolean paused, Instant now) {
        OffsetDateTime at = now.atOffset(ZoneOffset.UTC);
        int rows =
                jdbc.update("update destination set paused = ?, paused_at = ? where name = ?", paused, at, destination);
        if (rows == 0) {
            jdbc.update("insert into destination (name, paused, paused_at) values (?, ?, ?)", destination, paused, at);
        }
    }
}
