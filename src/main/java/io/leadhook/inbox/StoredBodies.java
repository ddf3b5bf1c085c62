package io.leadhook.inbox;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The canonical bodies of stored events, as bytes that nobody may change. Those of what this replica has just stored are
 * in memory, bounded; others are read: after a restart, of another replica, of an old backlog. Thread-safe.
 */
@Component
public class StoredBodies {
    /** An event goes to several destinations at about the same time. */
    private static final long KEPT_BYTES = 32L << 20;
    /** Who reads one reads its neighbours, whose turn comes soon, with it; as long as they are small. */
    private static final int NEIGHBOURS = 32;

    private static final int SMALL_BYTES = 16 << 10;
    private static final int LOCKS = 64;

    private final JdbcTemplate jdbc;
    private final LatestBytes latest = new LatestBytes(KEPT_BYTES);

    /** Who reads some neighbours is waited for by those who want the others. */
    private final Object[] locks = Stream.generate(Object::new).limit(LOCKS).toArray();

    public StoredBodies(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Of events that have just been stored and go on as they are: what is fetched for a thin one changes its body. */
    void keep(Collection<StoredBody> bodies) {
        latest.keep(bodies);
    }

    /**
     * Of an event that has been dispatched, so that its body does not change any more.
     *
     * @param id its row, which may have become another event's: then it has been lost
     * @throws IllegalStateException if the event has been deleted, or lost
     */
    public byte[] of(long id, String source, String eventId) {
        byte[] cached = latest.get(id, source, eventId);
        return cached == null ? read(id, source, eventId) : cached;
    }

    private byte[] read(long id, String source, String eventId) {
        long group = id / NEIGHBOURS;
        synchronized (locks[(int) (group % LOCKS)]) {
            byte[] readMeanwhile = latest.get(id, source, eventId);
            if (readMeanwhile != null) {
                return readMeanwhile;
            }
            List<StoredBody> found = read(id, group * NEIGHBOURS + NEIGHBOURS - 1);
            latest.keep(found);
            return found.stream()
                    .filter(body -> body.id() == id && body.isOf(source, eventId))
                    .findFirst()
                    .map(StoredBody::bytes)
                    .orElseThrow(() -> new IllegalStateException("Event " + id + " is no longer stored"));
        }
    }

    /** That event's, and of those stored after it, up to and with another, what is small and does not change any more. */
    private List<StoredBody> read(long event, long last) {
        return jdbc.query(
                "select id, source, event_id, coalesce(canonical, raw_body) from event where id between ? and ?"
                        + " and (id = ? or state = 'dispatched' and octet_length(coalesce(canonical, raw_body)) <= ?)",
                (row, number) -> new StoredBody(row.getLong(1), row.getString(2), row.getString(3), row.getBytes(4)),
                event,
                last,
                event,
                SMALL_BYTES);
    }
}
