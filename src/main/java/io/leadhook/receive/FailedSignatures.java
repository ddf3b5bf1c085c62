package io.leadhook.receive;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;

/**
 * Bad signatures, and requests without any, per address: so many at once and so many per minute are answered 401, those
 * above 429. A good signature is never refused for the bad ones of its address, since everybody behind a proxy has the
 * same one. Memory is bounded however many addresses there are. Thread-safe.
 */
final class FailedSignatures {
    private static final int MOST_ADDRESSES = 10_000;
    private static final double SECONDS_PER_MINUTE = 60.0;
    private static final int NETWORK_GROUPS = 4;

    private final Cache<String, RateLimit> limits = Caffeine.newBuilder()
            .maximumSize(MOST_ADDRESSES)
            .expireAfterAccess(Duration.ofMinutes(2))
            .build();
    private final int perMinute;
    private final ReceiveMetrics metrics;
    private final Clock clock;

    /** @param perMinute 0: no limit */
    FailedSignatures(int perMinute, ReceiveMetrics metrics, Clock clock) {
        this.perMinute = perMinute;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Counts one more, for the operator too. Returns what it is answered. */
    Problem failed(Source source, Verdict verdict, String address) {
        metrics.signatureFailed(source, verdict);
        int seconds = failed(address);
        return seconds == 0 ? Problem.unsigned() : Problem.tooManyFailures(seconds);
    }

    /** Counts one more. Returns 0, or the whole seconds after which the next one is not too many. */
    int failed(String address) {
        return perMinute == 0 ? 0 : limits.get(network(address), this::limit).secondsToWait();
    }

    /** What {@link #failed} would return, without counting. */
    int secondsToWait(String address) {
        RateLimit limit = limits.getIfPresent(network(address));
        return limit == null ? 0 : limit.secondsLeft();
    }

    private RateLimit limit(String network) {
        return new RateLimit(perMinute / SECONDS_PER_MINUTE, perMinute, clock);
    }

    // Whoever has one IPv6 address has the 2^64 of its network.
    private static String network(String address) {
        String[] groups = address.split(":", -1);
        return groups.length <= NETWORK_GROUPS
                ? address
                : String.join(":", java.util.Arrays.copyOf(groups, NETWORK_GROUPS));
    }
}
