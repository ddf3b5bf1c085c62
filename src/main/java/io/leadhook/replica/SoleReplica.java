package io.leadhook.replica;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** For a database that lets one process in (H2): all work is done here, from the moment it is offered. */
final class SoleReplica implements Leases {
    private record Offered(LeasedWork work, Lease lease) {}

    private final Map<String, Offered> offered = new ConcurrentHashMap<>();

    @Override
    public void offer(LeasedWork work) {
        Lease lease = Lease.alone(work.work());
        offered.put(work.work(), new Offered(work, lease));
        work.begin(lease);
    }

    @Override
    public void withdraw(LeasedWork work) {
        offered.computeIfPresent(work.work(), (name, here) -> here.work() == work ? null : here);
        work.end();
    }

    @Override
    public void wake(String work) {
        Offered here = offered.get(work);
        if (here != null) {
            here.work().wake();
        }
    }

    @Override
    public void announceChange(String work) {
        Offered here = offered.get(work);
        if (here != null) {
            here.work().changed();
        }
    }

    @Override
    public Optional<String> conditionElsewhere(String work) {
        return Optional.empty();
    }

    @Override
    public List<String> dead() {
        return offered.values().stream()
                .map(Offered::lease)
                .filter(Lease::isDead)
                .map(Lease::work)
                .sorted()
                .toList();
    }
}
