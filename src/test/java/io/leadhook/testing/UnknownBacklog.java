package io.leadhook.testing;

import java.sql.Types;
import org.jspecify.annotations.Nullable;

/**
 * Finished deliveries to {@code crm}, of which PostgreSQL's statistics know, and then as many of {@code lead_1} that
 * wait, of which they do not: an outage that has just begun.
 */
public final class UnknownBacklog {
    /** So many are finished, with ids from 1; as many wait, with those that follow. */
    public static final int SIZE = 3_000;

    private UnknownBacklog() {}

    public static void fill(TestDatabase database) {
        database.jdbc()
                .sql("alter table delivery set (autovacuum_enabled = false)")
                .update();
        new Rows(database.jdbc()).event(1, "lead.updated", "lead_1");
        insert(database, 1, "delivered", null);
        database.jdbc().sql("analyze delivery").update();
        insert(database, 1 + SIZE, "pending", 0);
    }

    private static void insert(TestDatabase database, int first, String state, @Nullable Integer ready) {
        database.jdbc()
                .sql("""
                        insert into delivery (id, event_ref, destination, source, event_id, event_type, lead_id,
                                              received_at, state, ready)
                        select series, event.id, 'crm', source, event_id, event_type, lead_id, received_at, :state, :ready
                        from event, generate_series(:first, :last) series
                        """)
                .param("first", first)
                .param("last", first + SIZE - 1)
                .param("state", state)
                .param("ready", ready, Types.SMALLINT)
                .update();
    }
}
