package io.leadhook.store;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Runs an action so that each caller returns after a run which <em>began</em> after it called, while callers that wait
 * at the same time share one run. Thread-safe.
 */
final class CoalescedRun {
    private final Runnable action;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition finished = lock.newCondition();
    private long begun;
    private long ended;
    private boolean running;
    private @Nullable RuntimeException failure;

    CoalescedRun(Runnable action) {
        this.action = action;
    }

    void run() {
        lock.lock();
        try {
            long mine = begun + 1;
            while (ended < mine) {
                if (running) {
                    finished.awaitUninterruptibly();
                } else {
                    runOnce();
                }
            }
            if (failure != null) {
                throw failure;
            }
        } finally {
            lock.unlock();
        }
    }

    private void runOnce() {
        running = true;
        begun++;
        RuntimeException thrown = null;
        lock.unlock();
        try {
            action.run();
        } catch (RuntimeException e) {
            thrown = e;
        } catch (Error e) {
            thrown = new IllegalStateException("The shared run ended in an error", e);
        } finally {
            lock.lock();
            running = false;
            ended = begun;
            // Whoever waited for this run and only sees a later one is served by that one too: it began after the call.
            failure = thrown;
            finished.signalAll();
        }
    }
}
