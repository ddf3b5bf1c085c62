package io.leadhook.replica;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** For a database that lets one process in (H2): all work is done here, from the moment it is offered. */
final class SoleReplica implements Leases {
    private final Map<String, LeasedWork> offered = new ConcurrentHashMap<>();

    @Override
    public void offer(LeasedWork work) {
        offered.put(work.work(), work);
        work.begin(Lease.alone(work.work()));
    }

    @Override
    public void withdraw(LeasedWork work) {
        offered.remove(work.work(), work);
        work.end();
    }

    @Override
    public void wake(String work) {
        LeasedWork here = offered.get(work);
        if (here != null) {
            here.wake();
        }
    }

    @Override
    public void announceChange(String work) {
        LeasedWork here = offered.get(work);
        if (here != null) {
            here.changed();
        }
    }

    @Override
    public Optional<String> conditionElsewhere(String work) {
        return Optional.empty();
    }
}
