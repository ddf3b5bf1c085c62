package io.leadhook.order;

import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
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

    /**
     * Writes positions, in the caller's transaction.
     *
     * @param known those of which {@link #positions} found a row
     */
    public void save(Map<LeadKey, LeadPosition> positions, Set<LeadKey> known) {
        batch(
                "update lead set last_time = ?, last_sequence = ?, present = ? where source = ? and lead_id = ?",
                positions.entrySet().stream()
                        .filter(entry -> known.contains(entry.getKey()))
                        .toList());
        batch(
                "insert into lead (last_time, last_sequence, present, source, lead_id) values (?, ?, ?, ?, ?)",
                positions.entrySet().stream()
                        .filter(entry -> !known.contains(entry.getKey()))
                        .toList());
    }

    private void batch(String sql, List<Map.Entry<LeadKey, LeadPosition>> rows) {
        if (rows.isEmpty()) {
            return;
        }
        jdbc.batchUpdate(sql, rows, rows.size(), (statement, row) -> {
            statement.setObject(1, row.getValue().lastTime().atOffset(ZoneOffset.UTC));
            statement.setObject(2, row.getValue().lastSequence(), Types.BIGINT);
            statement.setBoolean(3, row.getValue().present());
            statement.setString(4, row.getKey().source());
            statement.setString(5, row.getKey().leadId());
        });
    }
}
