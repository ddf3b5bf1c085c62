package io.leadhook.upkeep;

import io.leadhook.deadletter.DeadLetter;
import io.leadhook.store.Tally;
import java.sql.ResultSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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

    private static final String END_OF_BATCH = """
            select max(id) from (select id from event where id > :after and id <= :last order by id limit :limit) batch
            """;

    /** Between two ids: without the second one H2 reads all events, while nobody else can store one. */
    private static final String DONE = """
            select e.id, e.lead_id, e.related_lead_id
            from event e
            where e.received_at < :before and e.id > :after and e.id <= :upTo and e.state <> 'in_inbox'
              and not exists (
                select 1 from delivery d
                where d.event_ref = e.id
                  and (d.state not in ('delivered', 'superseded', 'discarded') or d.finished_at >= :before))
            order by e.id
            for update
            """;

    private static final String FIRST_OPEN = """
            select e.lead_id, min(e.id)
            from event e
            where e.lead_id in (:leads) and e.id <= :upTo
              and exists (
                select 1 from delivery d
                where d.event_ref = e.id and d.state not in ('delivered', 'superseded', 'discarded'))
            group by e.lead_id
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

    private record Done(
            long id, @Nullable String leadId, @Nullable String relatedLeadId) {
        Stream<String> leads() {
            return Stream.of(leadId, relatedLeadId).filter(Objects::nonNull);
        }
    }

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

    /** The last of so many events after that one, whatever their state; empty if there is none up to {@code last}. */
    Optional<Long> endOfBatch(long after, long last, int limit) {
        return jdbc.sql(END_OF_BATCH)
                .param("after", after)
                .param("last", last)
                .param("limit", limit)
                .query(Long.class)
                .optional();
    }

    /**
     * Those after one and up to another that nobody needs any more. What was delivered after a dead letter of its lead is
     * needed: a replay of that one must find it, or it would bring back what is long out of date. Locked, so that two
     * replicas do not count the same rows.
     */
    List<Long> expired(Instant before, long after, long upTo) {
        List<Done> done = jdbc.sql(DONE)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("after", after)
                .param("upTo", upTo)
                .query((row, number) -> new Done(row.getLong(1), row.getString(2), row.getString(3)))
                .list();
        Map<String, Long> firstOpen = firstOpen(done, upTo);
        return done.stream()
                .filter(event ->
                        event.leads().noneMatch(lead -> firstOpen.getOrDefault(lead, Long.MAX_VALUE) < event.id()))
                .map(Done::id)
                .toList();
    }

    private Map<String, Long> firstOpen(List<Done> done, long upTo) {
        Map<String, Long> found = new HashMap<>();
        List<String> leads = done.stream().flatMap(Done::leads).distinct().toList();
        if (!leads.isEmpty()) {
            jdbc.sql(FIRST_OPEN).param("leads", leads).param("upTo", upTo).query((ResultSet row) -> {
                found.put(row.getString(1), row.getLong(2));
            });
        }
        return found;
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
        return destination.equals(DeadLetter.INBOX)
                ? Tally.of("pruned_quarantined", events)
                : new Tally("pruned_" + state, destination, events);
    }
}
