package io.leadhook.delivery;

import io.leadhook.event.EventType;
import java.sql.ResultSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Knows which deliveries something newer has made pointless. Thread-safe. */
public final class NewerDelivered {
    /**
     * Of its own lead, or of one that takes it away. What a newer one must be is asked in a case, in which a database does
     * not see what an index could give: it would go through all that was delivered since, and not through the lead.
     */
    private static final String NEWER = newer("lead_id") + " union all " + newer("related_lead_id");

    private final JdbcClient jdbc;

    public NewerDelivered(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those for whose lead and destination something was delivered later that makes them pointless. */
    public Set<Long> superseded(Collection<Long> ids) {
        return superseded(ids, true);
    }

    /** The same of what was replayed and is on its way, but for what goes by force. */
    Set<Long> supersededSince(Collection<Long> ids) {
        return superseded(ids, false);
    }

    private Set<Long> superseded(Collection<Long> ids, boolean forced) {
        Set<Long> superseded = new HashSet<>();
        if (!ids.isEmpty()) {
            jdbc.sql(NEWER).param("ids", ids).param("forced", forced).query((ResultSet row) -> {
                EventType newer = new EventType(row.getString(3));
                if (newer.supersedes(new EventType(row.getString(2)), row.getBoolean(4))) {
                    superseded.add(row.getLong(1));
                }
            });
        }
        return superseded;
    }

    private static String newer(String column) {
        return """
                select older.id, older.event_type, newer.event_type, newer.lead_id <> older.lead_id
                from delivery older
                join event on event.lead_id = older.lead_id and event.source = older.source
                join delivery newer on newer.event_ref = event.id
                where older.id in (:ids) and (:forced or older.skippable)
                  and older.event_type is not null and newer.event_type is not null
                  and case when newer.id > older.id and newer.destination = older.destination
                        then newer.state = 'delivered' else false end
                """.replace("event.lead_id", "event." + column);
    }
}
