package io.leadhook.replica;

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
    ReplicaProperties {
        if (lease.compareTo(Duration.ofSeconds(2)) < 0 || lease.compareTo(Duration.ofMinutes(5)) > 0) {
            throw new IllegalArgumentException(
                    "leadhook.replicas.lease is " + lease.toMillis() + "ms; allowed: 2s to 5m");
        }
    }

    /** Three of them may fail before the lease is over. */
    Duration beat() {
        return lease.dividedBy(4);
    }
}
