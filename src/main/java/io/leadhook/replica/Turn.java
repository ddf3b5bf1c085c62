package io.leadhook.replica;

import java.util.Set;

/** For a task that a timer starts on every replica, and only one should do. Thread-safe. */
public final class Turn implements LeasedWork, AutoCloseable {
    private final String work;
    private final Leases leases;
    private volatile Lease lease;

    private Turn(String work, Leases leases) {
        this.work = work;
        this.leases = leases;
        this.lease = none(work);
    }

    /** Takes part in {@code work} until it is closed. */
    public static Turn at(String work, Leases leases) {
        Turn turn = new Turn(work, leases);
        leases.offer(turn);
        return turn;
    }

    /** Whether it is this replica's, at this moment. */
    public boolean isOurs() {
        return lease.isHeld();
    }

    /**
     * To be called in a transaction, before its first write.
     *
     * @throws LeaseLostException if it is not this replica's; the transaction must be rolled back
     */
    public void require() {
        lease.require();
    }

    @Override
    public String work() {
        return work;
    }

    @Override
    public void begin(Lease lease) {
        this.lease = lease;
    }

    @Override
    public void end() {
        lease = none(work);
    }

    @Override
    public void close() {
        leases.withdraw(this);
    }

    private static Lease none(String work) {
        return new Lease(work, 0, leases -> Set.of(), () -> 0, 0);
    }
}
