package io.leadhook.watch;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who changed what by hand. Thread-safe. */
@Component
public class AuditLog {
    private static final int MAX_DETAIL = 1000;
    private static final int MAX_WHO = 100;

    private static final String PAGE = """
            select id, at, who, action, detail
            from audit_log
            where id < :before and (:who = '' or who = :who)
            order by id desc
            limit :limit
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    AuditLog(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Written after the change, so that what stands here has happened.
     *
     * @param action one word or two, such as {@code replay}
     * @param detail what it was done to; cut at 1,000 characters
     */
    public void record(String who, String action, String detail) {
        jdbc.sql("insert into audit_log (at, who, action, detail) values (:at, :who, :action, :detail)")
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .param("who", cut(who, MAX_WHO))
                .param("action", action)
                .param("detail", cut(detail, MAX_DETAIL))
                .update();
    }

    /**
     * Newest first.
     *
     * @param who null: anybody
     * @param before only with an id below this one; null: from the newest
     */
    public List<AuditEntry> page(@Nullable String who, @Nullable Long before, int limit) {
        return jdbc.sql(PAGE)
                .param("before", before == null ? Long.MAX_VALUE : before)
                .param("who", who == null ? "" : who)
                .param("limit", limit)
                .query((row, number) -> new AuditEntry(
                        row.getLong("id"),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("who"),
                        row.getString("action"),
                        row.getString("detail")))
                .list();
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }
}
