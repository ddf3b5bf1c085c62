package io.leadhook.replica;

import io.leadhook.proof.model.Store;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A replica on PostgreSQL without threads: a test makes each of its beats and ends each hand-over. In the table a lease
 * lasts until the test lets it run out, since the database has a clock of its own; here it lasts by the test's clock.
 */
public final class SteppedReplica {
    private static final Duration NEVER_BY_ITSELF = Duration.ofDays(1);

    private final String member;
    private final JdbcLeases table;
    private final Heartbeat heartbeat;
    private final LongSupplier nanoTime;
    private final Map<String, Holding> offered = new LinkedHashMap<>();
    private final Deque<Holding> handOvers = new ArrayDeque<>();
    private long lastBeat;

    /** @param blind a planted bug: whatever the table says of an epoch, it is taken for a yes */
    public SteppedReplica(String member, Store store, Duration lease, boolean blind) {
        this.member = member;
        this.nanoTime = store.nanoTime();
        this.table =
                blind ? new BlindLeases(store) : new JdbcLeases(store.jdbc(), store.transaction(), NEVER_BY_ITSELF);
        this.heartbeat = new Heartbeat(member, table, lease, nanoTime, handOvers::add);
    }

    public void offer(LeasedWork work) {
        offered.put(work.work(), new Holding(work));
    }

    /** Renews, claims and begins to give up, as it is its turn. */
    public void beat() {
        lastBeat = nanoTime.getAsLong();
        heartbeat.beat(offered);
    }

    /** On the clock of {@code nanoTime}; all that it holds was renewed no later than then. */
    public long lastBeat() {
        return lastBeat;
    }

    /** Ends the work that it is to give up, and lets others have it; whether there was any. */
    public boolean finishHandOver() {
        Holding next = handOvers.poll();
        if (next != null) {
            next.end(lease -> table.release(lease, member));
        }
        return next != null;
    }

    /** Tells the other replicas, at their next beat, that an operator has changed something. */
    public void announceChange(String work) {
        table.change(work);
    }

    /** By the table, at this moment. */
    public static boolean owns(JdbcTemplate jdbc, String member, Lease lease) {
        Integer rows = jdbc.queryForObject(
                "select count(*) from lease where work = ? and owner = ? and epoch = ?",
                Integer.class,
                lease.work(),
                member,
                lease.epoch());
        return rows != null && rows > 0;
    }

    private static final class BlindLeases extends JdbcLeases {
        BlindLeases(Store store) {
            super(store.jdbc(), store.transaction(), NEVER_BY_ITSELF);
        }

        @Override
        Set<Lease> confirm(Collection<Lease> leases, String holder) {
            return Set.copyOf(leases);
        }
    }
}
