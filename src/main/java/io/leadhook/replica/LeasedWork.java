package io.leadhook.replica;

/**
 * A piece of work that exactly one replica does at a time: to order and dispatch, to deliver to one destination, to
 * delete what is old. Its methods are never called at once by two threads, but {@link #wake} and {@link #changed} may be
 * called at any time.
 */
public interface LeasedWork {
    /** The same on all replicas, such as {@code delivery:crm}; at most 100 characters. */
    String work();

    /** From now on it is done here, while the lease is held. Returns at once. */
    void begin(Lease lease);

    /**
     * Starts nothing more and returns when nothing of it goes on. It may be given up (then what it still records
     * counts) or lost already (then the lease refuses that).
     */
    void end();

    /** There is something new for it to do. Called where it is done. Returns at once. */
    default void wake() {
        // Only for work that waits.
    }

    /** Something that it may have read already was changed by an operator. Called on every replica. Returns at once. */
    default void changed() {
        wake();
    }

    /** A word on how it is doing, which the other replicas can ask for; at most 16 characters. */
    default String condition() {
        return "running";
    }
}
