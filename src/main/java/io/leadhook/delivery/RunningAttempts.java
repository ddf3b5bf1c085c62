package io.leadhook.delivery;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The routes that are being run, so that one which does not come back can be interrupted. Nothing else of an attempt is:
 * an interrupt that meets a thread in H2's file closes the file, and the hub with it. Thread-safe.
 */
final class RunningAttempts {
    /** So long after its deadline a route that has not come back is interrupted. */
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private record Running(Thread worker, long deadlineNanos) {}

    private final Map<List<Delivery>, Running> running = new ConcurrentHashMap<>();

    /** Runs a route on this thread. When it has come back, nobody interrupts the thread any more. */
    void run(List<Delivery> batch, long deadlineNanos, Runnable route) {
        running.put(batch, new Running(Thread.currentThread(), deadlineNanos + GRACE_NANOS));
        try {
            route.run();
        } finally {
            running.remove(batch);
        }
    }

    /** Each once: who goes on after that cannot be helped. */
    void interruptOverdue(long nowNanos) {
        for (List<Delivery> batch : running.keySet()) {
            // In one step with its taking out, or the thread might be at other work already.
            running.computeIfPresent(batch, (same, attempt) -> {
                if (nowNanos - attempt.deadlineNanos() <= 0) {
                    return attempt;
                }
                attempt.worker().interrupt();
                return null;
            });
        }
    }
}
