package io.leadhook.upkeep;

import java.sql.ResultSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

    private static final String ADD = """
            update tally set amount = amount + :amount where name = :name and scope = :scope
            """;

    private static final String START = """
            insert into tally (name, scope, amount) values (:name, :scope, :amount)
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
        Map<Tally, Long> pruned = new TreeMap<>();
        jdbc.sql(COUNTED).param("ids", events).query((ResultSet row) -> {
            pruned.merge(Tally.of(row.getString(1), row.getString(2)), row.getLong(3), Long::sum);
        });
        jdbc.sql("delete from delivery where event_ref in (:ids)")
                .param("ids", events)
                .update();
        jdbc.sql("delete from event where id in (:ids)").param("ids", events).update();
        pruned.forEach(this::add);
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

    private void add(Tally tally, long amount) {
        Map<String, Object> values = new HashMap<>();
        values.put("name", tally.name());
        values.put("scope", tally.scope());
        values.put("amount", amount);
        if (jdbc.sql(ADD).params(values).update() == 0) {
            jdbc.sql(START).params(values).update();
        }
    }

    private record Tally(String name, String scope) implements Comparable<Tally> {
        static Tally of(String destination, String state) {
            return destination.equals("inbox")
                    ? new Tally("pruned_quarantined", "")
                    : new Tally("pruned_" + state, destination);
        }

        @Override
        public int compareTo(Tally other) {
            int byName = name.compareTo(other.name);
            return byName == 0 ? scope.compareTo(other.scope) : byName;
        }
    }
}
