package io.leadhook.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The moment at which the attempt of this thread must be over, from connecting to the last byte. The engine sets it
 * around a route; whatever talks to a receiver asks for what is left of it. Bound to the thread: a route that hands its
 * exchange to another thread loses it, and then the default holds.
 */
public final class AttemptDeadline {
    private static final ThreadLocal<@Nullable Long> DEADLINE = new ThreadLocal<>();

    private AttemptDeadline() {}

    /**
     * Runs an attempt under a deadline. The deadline before it, if there was one, is restored afterwards.
     *
     * @param deadlineNanos on the scale of {@link System#nanoTime()}
     */
    public static void run(long deadlineNanos, Runnable attempt) {
        Long before = DEADLINE.get();
        DEADLINE.set(deadlineNanos);
        try {
            attempt.run();
        } finally {
            if (before == null) {
                DEADLINE.remove();
            } else {
                DEADLINE.set(before);
            }
        }
    }

    /** Runs an attempt that may take so long, counted from now. */
    public static void run(Duration timeout, Runnable attempt) {
        run(System.nanoTime() + timeout.toNanos(), attempt);
    }

    /** What is left for this thread's attempt; zero or negative when it is over; the default outside any attempt. */
    public static Duration remaining(Duration otherwise) {
        Long deadline = DEADLINE.get();
        return deadline == null ? otherwise : Duration.ofNanos(deadline - System.nanoTime());
    }
}
