package io.leadhook.inbox;

import io.leadhook.replica.Lease;
import io.leadhook.replica.LeaseLostException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The right of this replica to take events out of the inbox, for everybody who moves them in a transaction. It stays
 * the same while a batch is on its way, so that what was decided under an earlier lease cannot be written under a later
 * one. Thread-safe.
 */
@Component
public class DispatchLease {
    static final String WORK = "dispatch";

    private volatile @Nullable Lease lease;

    /** While no batch is on its way. */
    void become(@Nullable Lease newLease) {
        lease = newLease;
    }

    /**
     * To be called in a transaction, before its first write; until its end no other replica dispatches.
     *
     * @throws LeaseLostException if another replica may dispatch now
     */
    public void require() {
        Lease current = lease;
        if (current == null) {
            throw new LeaseLostException(WORK);
        }
        current.require();
    }
}
