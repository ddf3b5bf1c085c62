package io.leadhook.bench;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The arrivals of one run at each destination that is looked at. Thread-safe. */
final class Board {
    private static final long NO_PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(90);
    private static final long POLL_MILLIS = 20;

    private final String run;
    private final SentTimes times;
    private final Map<String, Arrivals> destinations = new TreeMap<>();

    Board(PreSigned events, SentTimes times, List<String> destinations) {
        this.run = events.run();
        this.times = times;
        destinations.forEach(name -> this.destinations.put(name, new Arrivals()));
    }

    /** A call with these event ids in it, of which some or all may be of another run. */
    void called(String destination, String ids) {
        Arrivals arrivals = destinations.get(destination);
        if (arrivals == null) {
            return;
        }
        long now = System.nanoTime();
        int[] found = {0};
        EventIds.find(ids, run, index -> {
            found[0]++;
            arrivals.arrived(index, now, times.of(index));
        });
        if (found[0] > 0) {
            arrivals.called();
        }
    }

    Map<String, Arrivals> destinations() {
        return destinations;
    }

    long calls() {
        return destinations.values().stream().mapToLong(Arrivals::calls).sum();
    }

    /**
     * Waits until each destination has this many events.
     *
     * @return when the last of them came
     * @throws IllegalStateException if nothing comes for a minute and a half
     */
    long awaitAll(long events) {
        long seen = -1;
        long since = System.nanoTime();
        while (true) {
            long now =
                    destinations.values().stream().mapToLong(Arrivals::events).sum();
            if (now == events * destinations.size()) {
                return destinations.values().stream()
                        .mapToLong(Arrivals::lastNanos)
                        .max()
                        .orElseThrow();
            }
            if (now != seen) {
                seen = now;
                since = System.nanoTime();
            } else if (System.nanoTime() - since > NO_PROGRESS_NANOS) {
                throw new IllegalStateException("of " + events + " events for each of " + destinations.keySet()
                        + " only " + now + " have arrived in all, and none for a while");
            }
            Pause.millis(POLL_MILLIS);
        }
    }
}
