package io.leadhook.order;

import io.leadhook.store.Change;
import io.leadhook.store.Columns;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Where each lead stands. Thread-safe; a lead's row is written only by whoever dispatches. */
@Repository
public class JdbcLeads {
    private static final String MOVE = """
            merge into lead
            using (
                select * from unnest(
                    cast(? as varchar array), cast(? as varchar array), cast(? as timestamp(6) with time zone array),
                    cast(? as bigint array), cast(? as boolean array)
                ) as position (source, lead_id, last_time, last_sequence, present)
            ) moved
            on lead.lead_id = moved.lead_id and lead.source = moved.source
            when matched then
                update set last_time = moved.last_time, last_sequence = moved.last_sequence, present = moved.present
            when not matched then
                insert (source, lead_id, last_time, last_sequence, present)
                values (moved.source, moved.lead_id, moved.last_time, moved.last_sequence, moved.present)
            """;

    private final JdbcTemplate jdbc;

    JdbcLeads(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The positions of those that are known. Asks by id alone: with a condition on the source, too, H2 reads every lead. */
    public Map<LeadKey, LeadPosition> positions(Collection<LeadKey> leads) {
        Map<LeadKey, LeadPosition> found = new HashMap<>();
        jdbc.query(
                "select source, lead_id, last_time, last_sequence, present from lead where lead_id = any(?)",
                row -> {
                    found.put(
                            new LeadKey(row.getString(1), row.getString(2)),
                            new LeadPosition(
                                    row.getObject(3, OffsetDateTime.class).toInstant(),
                                    row.getObject(4, Long.class),
                                    row.getBoolean(5)));
                },
                (Object) leads.stream().map(LeadKey::leadId).distinct().toArray(String[]::new));
        found.keySet().retainAll(Set.copyOf(leads));
        return found;
    }

    /** Moves leads on; for the transaction in which what moves them is dispatched. */
    public Change move(Map<LeadKey, LeadPosition> positions) {
        return new Columns<>(List.copyOf(positions.entrySet()))
                .text(row -> row.getKey().source())
                .text(row -> row.getKey().leadId())
                .time(row -> row.getValue().lastTime())
                .number(row -> row.getValue().lastSequence())
                .flag(row -> row.getValue().present())
                .into(MOVE);
    }
}
