package io.leadhook.dispatch;

import io.leadhook.order.OrderedEvent;
import io.leadhook.store.Change;
import io.leadhook.store.Columns;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.processor.idempotent.jdbc.AbstractJdbcMessageIdRepository;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Camel's idempotent repository over the table {@code seen_event}. Within a dispatch it answers from what was asked for
 * the whole batch at once, and the new keys are written with everything else in the dispatch transaction: so a key is
 * seen if and only if its deliveries exist. Keys are {@code source:event_id}.
 */
@Component("seenEvents")
class SeenEvents extends AbstractJdbcMessageIdRepository {
    private static final String KEEP = """
            insert into seen_event (source, event_id, seen_at)
            select * from unnest(
                cast(? as varchar array), cast(? as varchar array), cast(? as timestamp(6) with time zone array)
            ) as seen (source, event_id, seen_at)
            """;

    private final Clock clock;

    SeenEvents(JdbcTemplate jdbc, TransactionTemplate transaction, Clock clock) {
        super(jdbc, transaction);
        this.clock = clock;
        setProcessorName("dispatch");
    }

    /**
     * Those of the batch's keys that were dispatched earlier. Asks by id alone: with a condition on the source, too, H2
     * reads every key that there is.
     */
    Set<SeenKey> known(List<OrderedEvent> batch) {
        List<SeenKey> keys = batch.stream().map(SeenKey::of).toList();
        Set<SeenKey> found = new HashSet<>();
        jdbcTemplate.query(
                "select source, event_id from seen_event where event_id = any(?)",
                row -> {
                    found.add(new SeenKey(row.getString(1), row.getString(2)));
                },
                (Object) keys.stream().map(SeenKey::eventId).toArray(String[]::new));
        found.retainAll(new HashSet<>(keys));
        return found;
    }

    /** Keeps the keys of events that are dispatched now; for the transaction in which they are. */
    Change keep(List<OrderedEvent> fresh) {
        Instant now = clock.instant();
        return new Columns<>(fresh.stream().map(SeenKey::of).toList())
                .text(SeenKey::source)
                .text(SeenKey::eventId)
                .time(key -> now)
                .into(KEEP);
    }

    @Override
    public boolean add(Exchange exchange, String key) {
        return Fanout.of(exchange).firstSight(SeenKey.parse(key));
    }

    @Override
    public boolean contains(Exchange exchange, String key) {
        return Fanout.of(exchange).contains(SeenKey.parse(key));
    }

    /** Nothing to take back: a failure rolls back the transaction, and the key with it. */
    @Override
    public boolean remove(Exchange exchange, String key) {
        return true;
    }

    @Override
    public boolean confirm(Exchange exchange, String key) {
        return true;
    }

    @Override
    protected int queryForInt(String key) {
        SeenKey seen = SeenKey.parse(key);
        Integer count = jdbcTemplate.queryForObject(
                "select count(*) from seen_event where source = ? and event_id = ?",
                Integer.class,
                seen.source(),
                seen.eventId());
        return count == null ? 0 : count;
    }

    @Override
    protected int insert(String key) {
        SeenKey seen = SeenKey.parse(key);
        return jdbcTemplate.update(
                "insert into seen_event (source, event_id, seen_at) values (?, ?, ?)",
                seen.source(),
                seen.eventId(),
                clock.instant().atOffset(ZoneOffset.UTC));
    }

    @Override
    protected int delete(String key) {
        SeenKey seen = SeenKey.parse(key);
        return jdbcTemplate.update(
                "delete from seen_event where source = ? and event_id = ?", seen.source(), seen.eventId());
    }

    /** @throws UnsupportedOperationException always: forgetting every key would let duplicates through */
    @Override
    protected int delete() {
        throw new UnsupportedOperationException("The seen events are pruned by age, never cleared");
    }
}
