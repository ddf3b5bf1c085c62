package io.leadhook.replica;

import java.util.Collection;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to do a piece of work for a while (Lease; fencing token: the epoch, which grows with each owner).
 *
 * <p>{@link #isHeld} is for what cannot be taken back, such as a request: it asks a clock of this process, which goes on
 * while the process is stopped. {@link #confirm} is for what is written: it asks the table. What neither can do is call
 * back a request that has left: a replica that is stopped in the middle of one may have it arrive beside the next
 * owner's; nor see that the whole machine was suspended, with its clock, until the next beat. Thread-safe.
 *
 * @see <a href="https://doi.org/10.1145/74850.74870">Gray, Cheriton: Leases (SOSP 1989)</a>
 */
public final class Lease {
    private static final Logger LOG = LoggerFactory.getLogger(Lease.class);

    private final String work;
    private final long epoch;
    private final UnaryOperator<Set<Lease>> table;
    private final LongSupplier nanoTime;
    private volatile long heldUntil;
    private volatile boolean lost;
    private volatile boolean dead;

    Lease(String work, long epoch, UnaryOperator<Set<Lease>> table, LongSupplier nanoTime, long heldUntil) {
        this.work = work;
        this.epoch = epoch;
        this.table = table;
        this.nanoTime = nanoTime;
        this.heldUntil = heldUntil;
    }

    /** For a process that has its database alone: nobody can take the work from it. */
    public static Lease alone(String work) {
        return new Lease(work, 0, leases -> leases, () -> 0, 1);
    }

    /** Whether the work may go on at this moment. */
    public boolean isHeld() {
        return !lost && heldUntil - nanoTime.getAsLong() > 0;
    }

    /**
     * Whether the table, too, says that it is held; if so, nobody takes it before the current transaction ends. To be
     * called in a transaction, before its first write. A lease that is not confirmed is lost for good.
     */
    public boolean confirm() {
        return confirmed(Set.of(this)).contains(this);
    }

    /** Those of one replica's leases that {@link #confirm}, all asked at once. */
    public static Set<Lease> confirmed(Collection<Lease> leases) {
        Set<Lease> held = leases.stream().filter(lease -> !lease.lost).collect(Collectors.toSet());
        Set<Lease> confirmed =
                held.stream().findAny().map(any -> any.table.apply(held)).orElse(Set.of());
        held.stream().filter(lease -> !confirmed.contains(lease)).forEach(Lease::lose);
        return confirmed;
    }

    /**
     * As {@link #confirm}.
     *
     * @throws LeaseLostException if it is not held any more; the transaction must be rolled back
     */
    public void require() {
        if (!confirm()) {
            throw new LeaseLostException(work, epoch);
        }
    }

    /** Whether it is known to be lost, and not only to have run out. */
    public boolean isLost() {
        return lost;
    }

    /**
     * The same, and if it ends with an error the work counts as dead: held by this replica, so that no other takes it,
     * and done by nobody. The liveness says so.
     */
    public Runnable guard(Runnable thread) {
        return () -> {
            try {
                thread.run();
            } catch (RuntimeException | Error e) {
                dead = true;
                LOG.error("The thread of {} has died; restart this process", work, e);
                throw e;
            }
        };
    }

    boolean isDead() {
        return dead;
    }

    String work() {
        return work;
    }

    long epoch() {
        return epoch;
    }

    void extend(long untilNanos) {
        heldUntil = untilNanos;
    }

    void lose() {
        lost = true;
    }
}
