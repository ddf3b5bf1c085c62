package io.leadhook.enrich;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What of a source may be fetched now: a few calls at once, one per lead, evenly spaced, and after a failure a pause of
 * its lead that grows with each. In memory only: after a restart it begins anew. Thread-safe.
 */
final class FetchQueue {
    private static final int CONCURRENCY = 4;
    private static final long FIRST_PAUSE = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(15);
    /** After the end of a pause; longer than a call may last, which may make it the next one. */
    private static final long FORGOTTEN_AFTER = TimeUnit.SECONDS.toNanos(30);
    /** The database compares each event with each of them. Where more pause, hardly another lead has better luck. */
    private static final int LEFT_OUT_AT_MOST = 1_000;

    private final Set<String> busyLeads = new HashSet<>();
    private final Map<String, Pause> pauses = new HashMap<>();
    private final Set<Long> done = new HashSet<>();
    private long nextCall;

    FetchQueue(long nowNanos) {
        this.nextCall = nowNanos;
    }

    /**
     * To be said before the waiting events are read: what is done by now is no longer among them.
     *
     * @return leads whose turn cannot come: left out, their events do not hide those of others
     */
    synchronized Set<String> beginLook(long nowNanos) {
        done.clear();
        pauses.values().removeIf(pause -> nowNanos - pause.until() > FORGOTTEN_AFTER);
        Set<String> leftOut = new HashSet<>(busyLeads);
        pauses.forEach((lead, pause) -> {
            if (leftOut.size() < LEFT_OUT_AT_MOST && pause.until() - nowNanos > 0) {
                leftOut.add(lead);
            }
        });
        return leftOut;
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
        Pause pause = pauses.get(event.leadId());
        if (pause != null && pause.until() - nowNanos > 0) {
            return false;
        }
        if (call) {
            if (nextCall - nowNanos > 0) {
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
        pauses.remove(event.leadId());
        done.add(event.id());
    }

    /** The event is to be tried again, later; and so is whatever else waits for its lead. */
    synchronized void pause(ThinEvent event, long nowNanos) {
        busyLeads.remove(event.leadId());
        Pause before = pauses.get(event.leadId());
        long length = before == null ? FIRST_PAUSE : Math.min(LONGEST_PAUSE, 2 * before.length());
        pauses.put(event.leadId(), new Pause(length, nowNanos + length));
    }

    /** Until the next call may start. */
    synchronized long nanosToNextCall(long nowNanos) {
        return Math.max(0, nextCall - nowNanos);
    }

    private record Pause(long length, long until) {}
}
