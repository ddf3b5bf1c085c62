package io.leadhook.inbox;

import io.leadhook.replica.Leases;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Wakes the consumer of the inbox, wherever it runs, when something new is in it. Signals that nobody waits for are kept as one. */
@Component
public class InboxSignal {
    private final Leases leases;
    private final Semaphore raised = new Semaphore(0);

    InboxSignal(Leases leases) {
        this.leases = leases;
    }

    /** There is something to look at: call it after the commit. Returns at once; any thread. */
    public void raise() {
        leases.wake(DispatchLease.WORK);
    }

    /** As {@link #raise}, for the consumer in this process. */
    void raiseHere() {
        if (raised.availablePermits() == 0) {
            raised.release();
        }
    }

    void await(long millis) throws InterruptedException {
        if (raised.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
            raised.drainPermits();
        }
    }
}
