package io.leadhook.delivery;

import io.leadhook.event.EventType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Knows which deliveries something newer has made pointless. Thread-safe. */
@Repository
public final class NewerDelivered {
    private static final String OLDER = """
            select id, destination, source, lead_id, event_type
            from delivery
            where id in (:ids) and lead_id is not null and event_type is not null and (:forced or skippable)
            """;

    /**
     * Once for a lead, however many of its deliveries are asked about. The state is asked in a case, in which a database
     * does not see an index: it would go through all that was delivered, and not through the lead.
     */
    private static final String NEWEST = """
            select newer.destination, newer.source, event.lead_id, newer.event_type,
                   max(case when newer.state = 'delivered' then newer.id end)
            from event
            join delivery newer on newer.event_ref = event.id
            where event.lead_id in (:leads) and newer.event_type is not null
            group by newer.destination, newer.source, event.lead_id, newer.event_type
            """;

    private static final String NEWEST_THAT_TAKES_AWAY = NEWEST.replace("event.lead_id", "event.related_lead_id");

    private record Older(long id, Lead lead, EventType type) {}

    private record Lead(String destination, String source, String id) {}

    private record Newer(EventType type, long id, boolean takesAway) {
        boolean supersedes(Older older) {
            return id > older.id && type.supersedes(older.type, takesAway);
        }
    }

    private final JdbcClient jdbc;

    public NewerDelivered(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those for whose lead and destination something was delivered later that makes them pointless. */
    public Set<Long> superseded(Collection<Long> ids) {
        return superseded(ids, true);
    }

    /** Those of what is on its way again after a replay, but not by force, that something newer has made pointless since. */
    List<Delivery> overtaken(List<Delivery> deliveries) {
        List<Long> replayed = deliveries.stream()
                .filter(Delivery::isReplayed)
                .map(Delivery::id)
                .toList();
        if (replayed.isEmpty()) {
            return List.of();
        }
        Set<Long> superseded = superseded(replayed, false);
        return deliveries.stream()
                .filter(delivery -> superseded.contains(delivery.id()))
                .toList();
    }

    private Set<Long> superseded(Collection<Long> ids, boolean forced) {
        List<Older> older = ids.isEmpty() ? List.of() : older(ids, forced);
        if (older.isEmpty()) {
            return Set.of();
        }
        Set<String> leads = older.stream().map(delivery -> delivery.lead.id).collect(Collectors.toSet());
        Map<Lead, List<Newer>> newer = new HashMap<>();
        addNewest(newer, NEWEST, leads, false);
        addNewest(newer, NEWEST_THAT_TAKES_AWAY, leads, true);
        return older.stream()
                .filter(delivery -> newer.getOrDefault(delivery.lead, List.of()).stream()
                        .anyMatch(candidate -> candidate.supersedes(delivery)))
                .map(Older::id)
                .collect(Collectors.toSet());
    }

    private List<Older> older(Collection<Long> ids, boolean forced) {
        return jdbc.sql(OLDER)
                .param("ids", ids)
                .param("forced", forced)
                .query((row, number) -> new Older(row.getLong(1), lead(row, 2), new EventType(row.getString(5))))
                .list();
    }

    private void addNewest(Map<Lead, List<Newer>> newer, String query, Set<String> leads, boolean takesAway) {
        jdbc.sql(query).param("leads", leads).query((ResultSet row) -> {
            long id = row.getLong(5);
            if (!row.wasNull()) {
                newer.computeIfAbsent(lead(row, 1), lead -> new ArrayList<>())
                        .add(new Newer(new EventType(row.getString(4)), id, takesAway));
            }
        });
    }

    private static Lead lead(ResultSet row, int from) throws SQLException {
        return new Lead(row.getString(from), row.getString(from + 1), row.getString(from + 2));
    }
}
