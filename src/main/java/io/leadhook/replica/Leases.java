package io.leadhook.replica;

import java.util.List;
import java.util.Optional;

/** Who does which {@link LeasedWork}. Thread-safe. */
public interface Leases {
    /** Where one process has the database to itself, all work is done here from the moment it is offered. */
    static Leases alone() {
        return new SoleReplica();
    }

    /** This replica can do it from now on. It begins at once or when it is this one's turn. */
    void offer(LeasedWork work);

    /** This replica cannot do it any more. Returns when it has ended here, so that another one may have it. */
    void withdraw(LeasedWork work);

    /** Tells whoever does this work that there is something new. Returns at once; call it after the commit. */
    void wake(String work);

    /** Tells all replicas that something of this work was changed by an operator. Call it after the commit. */
    void announceChange(String work);

    /** What another replica says of this work that it does; empty if it is done here or nowhere. */
    Optional<String> conditionElsewhere(String work);

    /** What is to be done here but is not, since its thread has died. */
    default List<String> dead() {
        return List.of();
    }
}
