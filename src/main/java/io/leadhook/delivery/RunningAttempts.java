package io.leadhook.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The attempts that have been given to workers, so that one which does not come back can be interrupted. Thread-safe. */
final class RunningAttempts {
    /** So long after its deadline an attempt that has not come back is interrupted. */
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** @param deadlineNanos null until it has begun: a thread that comes late must not find its attempt cancelled */
    private record Running(Future<?> worker, @Nullable Long deadlineNanos) {}

    private final Map<List<Delivery>, Running> running = new ConcurrentHashMap<>();

    /** To be called before the worker starts: it takes itself out when it ends. */
    void given(List<Delivery> batch, Future<?> worker) {
        running.put(batch, new Running(worker, null));
    }

    void begun(List<Delivery> batch, long nowNanos, Duration timeout) {
        long deadline = nowNanos + timeout.toNanos() + GRACE_NANOS;
        running.computeIfPresent(batch, (same, begun) -> new Running(begun.worker(), deadline));
    }

    void ended(List<Delivery> batch) {
        running.remove(batch);
    }

    void interruptOverdue(long nowNanos) {
        running.values().stream()
                .filter(attempt -> attempt.deadlineNanos() != null && nowNanos - attempt.deadlineNanos() > 0)
                .forEach(attempt -> attempt.worker().cancel(true));
    }
}
