package io.leadhook.inbox;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Wakes the consumer of the inbox when something new is in it. Signals raised while nobody waits are kept as one. */
@Component
public class InboxSignal {
    private final Semaphore raised = new Semaphore(0);

    /** There is something to look at. Returns at once; any thread. */
    public void raise() {
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
