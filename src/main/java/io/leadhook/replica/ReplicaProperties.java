package io.leadhook.replica;

import io.leadhook.setting.TimeRange;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code leadhook.replicas.*}, for several processes on one PostgreSQL database.
 *
 * @param lease so long after its last sign of life another replica takes over the work of one that died or hangs
 */
@ConfigurationProperties("leadhook.replicas")
record ReplicaProperties(@DefaultValue("6s") Duration lease) {
    private static final TimeRange LEASE = new TimeRange(Duration.ofSeconds(2), Duration.ofMinutes(5));

    ReplicaProperties {
        LEASE.require("leadhook.replicas.lease", lease);
    }

    /** Three of them may fail before the lease is over. */
    Duration beat() {
        return lease.dividedBy(4);
    }
}
