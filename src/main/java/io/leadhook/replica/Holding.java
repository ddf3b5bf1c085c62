package io.leadhook.replica;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One work that this replica has offered to do, and its lease while it does it. Thread-safe. */
final class Holding {
    private final LeasedWork work;
    private final ReentrantLock transition = new ReentrantLock();
    private volatile @Nullable Lease lease;
    private volatile boolean withdrawn;
    private long changesSeen = -1;

    Holding(LeasedWork work) {
        this.work = work;
    }

    LeasedWork work() {
        return work;
    }

    /** Also while it is ending: until nothing goes on any more, it must not be taken. */
    @Nullable
    Lease lease() {
        return lease;
    }

    boolean isHere() {
        return lease != null;
    }

    /** Does nothing while the work is ending or has begun. */
    void begin(Supplier<Optional<Lease>> claim) {
        if (!transition.tryLock()) {
            return;
        }
        try {
            if (lease == null && !withdrawn) {
                claim.get().ifPresent(this::begin);
            }
        } finally {
            transition.unlock();
        }
    }

    private void begin(Lease won) {
        lease = won;
        try {
            work.begin(won);
        } catch (RuntimeException | Error e) {
            // Held and done by nobody; not renewed, it runs out, and is anybody's again.
            won.lose();
            lease = null;
            throw e;
        }
    }

    /** Returns when nothing goes on any more; then {@code release} is called with the lease that there was. */
    void end(Consumer<Lease> release) {
        transition.lock();
        try {
            Lease ended = lease;
            if (ended != null) {
                try {
                    work.end();
                } finally {
                    lease = null;
                    release.accept(ended);
                }
            }
        } finally {
            transition.unlock();
        }
    }

    boolean isEnding() {
        return transition.isLocked();
    }

    void withdraw() {
        withdrawn = true;
    }

    /** Tells the work when the count of changes is another than at the last call. To be called by one thread. */
    void follow(long changes) {
        if (changesSeen != changes) {
            work.changed();
            changesSeen = changes;
        }
    }
}
