package io.leadhook.enrich;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What of a source may be fetched now: a few calls at once, one per lead, evenly spaced, and after a failure a pause
 * that grows with each. In memory only: after a restart it begins anew. Thread-safe.
 */
final class FetchQueue {
    private static final int CONCURRENCY = 4;
    private static final long FIRST_PAUSE = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(15);

    private final Set<String> busyLeads = new HashSet<>();
    private final Map<Long, Pause> pauses = new HashMap<>();
    private final Set<Long> done = new HashSet<>();
    private long nextCall;

    FetchQueue(long nowNanos) {
        this.nextCall = nowNanos;
    }

    /** To be said before the waiting events are read: what is done by now is no longer among them. */
    synchronized void beginLook() {
        done.clear();
    }

    /**
     * Whether an event's turn has come; then its lead is taken until {@link #end} or {@link #pause}. Not if it was done
     * after the list that it stands in was read.
     *
     * @param call false: its lead is at hand, and no call is needed
     */
    synchronized boolean begin(ThinEvent event, boolean call, double ratePerSecond, long nowNanos) {
        if (busyLeads.size() >= CONCURRENCY || busyLeads.contains(event.leadId()) || done.contains(event.id())) {
            return false;
        }
        if (call) {
            Pause pause = pauses.get(event.id());
            if (nextCall - nowNanos > 0 || (pause != null && pause.until() - nowNanos > 0)) {
                return false;
            }
            nextCall = nowNanos + Math.round(TimeUnit.SECONDS.toNanos(1) / ratePerSecond);
        }
        busyLeads.add(event.leadId());
        return true;
    }

    /** There is nothing more to do for the event. */
    synchronized void end(ThinEvent event) {
        busyLeads.remove(event.leadId());
        done.add(event.id());
    }

    /** The event is to be tried again, later. */
    synchronized void pause(ThinEvent event, long nowNanos) {
        busyLeads.remove(event.leadId());
        Pause before = pauses.get(event.id());
        long length = before == null ? FIRST_PAUSE : Math.min(LONGEST_PAUSE, 2 * before.length());
        pauses.put(event.id(), new Pause(length, nowNanos + length));
    }

    /** Forgets what is known of all other events. */
    synchronized void retain(Collection<Long> ids) {
        pauses.keySet().retainAll(ids);
    }

    /** Until the next call may start. */
    synchronized long nanosToNextCall(long nowNanos) {
        return Math.max(0, nextCall - nowNanos);
    }

    private record Pause(long length, long until) {}
}
