package io.leadhook.upkeep;

import io.leadhook.store.Tally;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Deletes rows, and keeps count of them so that the reconciliation still adds up. Runs in its caller's transaction. */
@Component
class JdbcRetention {
    /** Ids ascend with the time of arrival, but for those that came at once. */
    private static final String LAST_OLD = """
            select max(id)
            from (select id from event where received_at < :before order by received_at desc limit 10000) newest
            """;

    /** Between two ids: without the second one H2 reads all events, while nobody else can store one. */
    private static final String EXPIRED = """
            select e.id
            from event e
            where e.received_at < :before and e.id > :after and e.id <= :last and e.state <> 'in_inbox'
              and not exists (
                select 1 from delivery d
                where d.event_ref = e.id
                  and (d.state not in ('delivered', 'superseded', 'discarded') or d.finished_at >= :before))
            order by e.id
            limit :limit
            for update
            """;

    private static final String COUNTED = """
            select destination, state, count(*)
            from delivery
            where event_ref in (:ids)
            group by destination, state
            """;

    /** The end of a batch. To delete by key what a query finds by time, H2 would read all that is there. */
    private static final String FORGOTTEN_UNTIL = """
            select max(seen_at)
            from (select seen_at from seen_event where seen_at < :before order by seen_at limit :limit) oldest
            """;

    private final JdbcClient jdbc;

    JdbcRetention(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The last event that may be old enough; 0 if there is none. */
    long lastOld(Instant before) {
        return jdbc.sql(LAST_OLD)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    /** Those after one and up to another. Locked, so that two replicas do not count the same rows. */
    List<Long> expired(Instant before, long after, long last, int limit) {
        return jdbc.sql(EXPIRED)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("after", after)
                .param("last", last)
                .param("limit", limit)
                .query(Long.class)
                .list();
    }

    void delete(List<Long> events) {
        List<Tally> pruned = jdbc.sql(COUNTED)
                .param("ids", events)
                .query((row, number) -> pruned(row.getString(1), row.getString(2), row.getLong(3)))
                .list();
        jdbc.sql("delete from delivery where event_ref in (:ids)")
                .param("ids", events)
                .update();
        jdbc.sql("delete from event where id in (:ids)").param("ids", events).update();
        Tally.add(pruned).execute(jdbc);
    }

    /** The oldest, {@code limit} and those that were seen in the same moment as the last of them. */
    int forgetSeen(Instant before, int limit) {
        return jdbc.sql(FORGOTTEN_UNTIL)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .query(OffsetDateTime.class)
                .optional()
                .map(until -> jdbc.sql("delete from seen_event where seen_at <= :until")
                        .param("until", until)
                        .update())
                .orElse(0);
    }

    private static Tally pruned(String destination, String state, long events) {
        return destination.equals("inbox")
                ? Tally.of("pruned_quarantined", events)
                : new Tally("pruned_" + state, destination, events);
    }
}
