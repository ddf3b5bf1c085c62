package io.leadhook.delivery;

import io.leadhook.event.EventType;
import java.sql.ResultSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Knows which deliveries something newer has made pointless. Thread-safe. */
public final class NewerDelivered {
    private static final String NEWER = """
            select distinct older.id, older.event_type, newer.event_type
            from delivery older
            join event on event.lead_id = older.lead_id and event.source = older.source
            join delivery newer on newer.event_ref = event.id and newer.destination = older.destination
            where older.id in (:ids) and newer.id > older.id and newer.state = 'delivered'
              and older.event_type is not null and newer.event_type is not null
            """;

    private final JdbcClient jdbc;

    public NewerDelivered(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those for whose lead and destination something was delivered later that makes them pointless. */
    public Set<Long> superseded(Collection<Long> ids) {
        return superseded(NEWER, ids);
    }

    /** The same of what was replayed and is on its way, but for what goes by force. */
    Set<Long> supersededSince(Collection<Long> ids) {
        return superseded(NEWER + " and older.skippable", ids);
    }

    private Set<Long> superseded(String query, Collection<Long> ids) {
        Set<Long> superseded = new HashSet<>();
        if (!ids.isEmpty()) {
            jdbc.sql(query).param("ids", ids).query((ResultSet row) -> {
                if (new EventType(row.getString(3)).supersedes(new EventType(row.getString(2)))) {
                    superseded.add(row.getLong(1));
                }
            });
        }
        return superseded;
    }
}
