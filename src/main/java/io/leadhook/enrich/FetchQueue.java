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
    private long nextCall;

    FetchQueue(long nowNanos) {
        this.nextCall = nowNanos;
    }

    /**
     * Whether an event's turn has come; then its lead is taken until {@link #end}.
     *
     * @param call false: its lead is at hand, and no call is needed
     */
    synchronized boolean begin(ThinEvent event, boolean call, double ratePerSecond, long nowNanos) {
        if (busyLeads.size() >= CONCURRENCY || busyLeads.contains(event.leadId())) {
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

    synchronized void end(ThinEvent event) {
        busyLeads.remove(event.leadId());
    }

    synchronized void pause(ThinEvent event, long nowNanos) {
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
