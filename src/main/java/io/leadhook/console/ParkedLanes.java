package io.leadhook.console;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds the leads that wait. Looks at the oldest {@value #LOOKED_AT} waiting deliveries only. Thread-safe. */
@Component
public class ParkedLanes {
    private static final int LOOKED_AT = 5_000;
    private static final int SHOWN = 50;

    private static final String WAITING = """
            select id, event_ref, source, lead_id, state, attempts, next_attempt_at, last_error, received_at
            from delivery
            where destination = :destination and ready = 0 and state <> 'delivered'
            order by destination, ready, id
            limit :limit
            """;

    private final JdbcClient jdbc;

    ParkedLanes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those with the most deliveries waiting first. */
    public List<ParkedLane> of(String destination, Sight sight) {
        Map<String, ParkedLane> lanes = new LinkedHashMap<>();
        jdbc.sql(WAITING)
                .param("destination", destination)
                .param("limit", LOOKED_AT)
                .query((ResultSet row) -> {
                    String lane = row.getString("source") + '\n' + row.getString("lead_id");
                    lanes.merge(lane, lane(row, sight), (head, next) -> behind(head));
                });
        return lanes.values().stream()
                .sorted(Comparator.comparing(ParkedLane::waiting).reversed())
                .limit(SHOWN)
                .toList();
    }

    private static ParkedLane behind(ParkedLane head) {
        return new ParkedLane(
                head.source(),
                head.leadId(),
                head.delivery(),
                head.event(),
                head.state(),
                head.attempts(),
                head.nextAttemptAt(),
                head.lastError(),
                head.receivedAt(),
                head.waiting() + 1);
    }

    private static ParkedLane lane(ResultSet row, Sight sight) throws SQLException {
        @Nullable OffsetDateTime next = row.getObject("next_attempt_at", OffsetDateTime.class);
        return new ParkedLane(
                row.getString("source"),
                String.valueOf(sight.text(row.getString("lead_id"))),
                row.getLong("id"),
                row.getLong("event_ref"),
                row.getString("state"),
                row.getInt("attempts"),
                next == null ? null : next.toInstant(),
                sight.text(row.getString("last_error")),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                0);
    }
}
