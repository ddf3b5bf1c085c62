package io.leadhook.inbox;

import java.util.HashMap;
import java.util.Map;
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
    void keep(Map<Long, byte[]> bodies) {
        latest.keep(bodies);
    }

    /**
     * Of an event that has been dispatched, so that its body does not change any more.
     *
     * @throws IllegalStateException if the event has been deleted
     */
    public byte[] of(long event) {
        byte[] cached = latest.get(event);
        return cached == null ? read(event) : cached;
    }

    private byte[] read(long event) {
        long group = event / NEIGHBOURS;
        synchronized (locks[(int) (group % LOCKS)]) {
            byte[] readMeanwhile = latest.get(event);
            if (readMeanwhile != null) {
                return readMeanwhile;
            }
            Map<Long, byte[]> found = read(event, group * NEIGHBOURS + NEIGHBOURS - 1);
            latest.keep(found);
            byte[] own = found.get(event);
            if (own == null) {
                throw new IllegalStateException("Event " + event + " is no longer stored");
            }
            return own;
        }
    }

    /** That event's, and of those stored after it, up to and with another, what is small and does not change any more. */
    private Map<Long, byte[]> read(long event, long last) {
        Map<Long, byte[]> found = new HashMap<>();
        jdbc.query(
                "select id, coalesce(canonical, raw_body) from event where id between ? and ?"
                        + " and (id = ? or state = 'dispatched' and octet_length(coalesce(canonical, raw_body)) <= ?)",
                row -> {
                    found.put(row.getLong(1), row.getBytes(2));
                },
                event,
                last,
                event,
                SMALL_BYTES);
        return found;
    }
}
