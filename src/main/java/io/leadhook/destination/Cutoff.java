package io.leadhook.destination;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Closes the connection of one request when its time is over. Thread-safe: timer and worker meet here. */
final class Cutoff {
    private final Duration after;
    private final Runnable abort;
    private final ScheduledFuture<?> alarm;
    private volatile boolean reached;

    Cutoff(ScheduledExecutorService timer, Duration after, Runnable abort) {
        this.after = after;
        this.abort = abort;
        this.alarm = timer.schedule(this::reach, after.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void reach() {
        reached = true;
        abort.run();
    }

    /** The answer is complete, or nobody waits for it any more. */
    void disarm() {
        alarm.cancel(false);
    }

    /** Closes the connection now: the rest of the answer is not wanted. */
    void abort() {
        disarm();
        abort.run();
    }

    /** The exception to throw for this one: a closed socket is the means, the time that ran out is the reason. */
    IOException explain(IOException failure) {
        if (!reached) {
            return failure;
        }
        IOException timeout = timeout();
        timeout.initCause(failure);
        return timeout;
    }

    void check() throws IOException {
        if (reached) {
            throw timeout();
        }
    }

    private IOException timeout() {
        return new SocketTimeoutException("no complete answer within " + after.toMillis()
                + " ms (leadhook.delivery.timeout, or the destination's own timeout)");
    }
}
