package io.leadhook.bench;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a contestant does at a constant rate that it can bear.
 *
 * @param perSecond events sent
 * @param delivered by destination: from when an event was to be sent to its arrival
 */
record SteadyLoad(int perSecond, LoadResult load, Map<String, Percentiles> delivered) {
    /** Waits for the destinations that are named; others may be behind. */
    static SteadyLoad measure(Workbench bench, Contestant contestant, List<String> destinations, int perSecond) {
        int count = Math.toIntExact(perSecond * bench.scale().steady().toSeconds());
        PreSigned events = bench.sign(count);
        SentTimes times = new SentTimes(count);
        Board board = bench.count(events, times, destinations);
        LoadResult load = bench.load().atConstantRate(contestant.port(), events, times, perSecond);
        board.awaitAll(load.accepted());
        Map<String, Percentiles> delivered = new TreeMap<>();
        board.destinations().forEach((name, arrivals) -> delivered.put(name, arrivals.latency()));
        return new SteadyLoad(perSecond, load, delivered);
    }

    /** A share of what was reached at full speed. */
    static int share(Saturation saturation, int percent) {
        return Math.max(1, (int) (saturation.eventsPerSecond() * percent / 100));
    }
}
