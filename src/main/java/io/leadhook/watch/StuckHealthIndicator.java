package io.leadhook.watch;

import io.leadhook.replica.Leases;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.stereotype.Component;

/**
 * Whether only a restart helps: threads that wait for each other for ever, or a thread that has died though its work is
 * still to be done here. Part of the liveness. It asks nobody outside: a database that is away is no reason to restart.
 */
@Component
class StuckHealthIndicator extends AbstractHealthIndicator {
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Leases leases;

    StuckHealthIndicator(Leases leases) {
        super("It cannot be seen whether the hub is stuck");
        this.leases = leases;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        List<String> locked = deadlocked();
        List<String> dead = leases.dead();
        builder.status(locked.isEmpty() && dead.isEmpty() ? "UP" : "DOWN");
        if (!locked.isEmpty()) {
            builder.withDetail("deadlocked", locked);
        }
        if (!dead.isEmpty()) {
            builder.withDetail("dead", dead);
        }
    }

    private List<String> deadlocked() {
        long[] ids = threads.findDeadlockedThreads();
        return ids == null
                ? List.of()
                : Arrays.stream(threads.getThreadInfo(ids))
                        .filter(Objects::nonNull)
                        .map(ThreadInfo::getThreadName)
                        .sorted()
                        .toList();
    }
}
