package io.leadhook.bench;

import java.time.Duration;
import java.util.List;

/**
 * What a contestant does at full speed: it is sent events as fast as it answers, and the clock stops when the last one
 * that it accepted has arrived everywhere.
 *
 * @param eventsPerSecond end to end: each counts once, when all destinations have it
 * @param callsPerEvent requests that the receivers took per event
 * @param cpuSeconds per 1,000 events
 * @param writtenKilobytes per 1,000 events, that the machine's disks have taken meanwhile
 * @param keptKilobytes per 1,000 events, by which its folders have grown
 * @param peakMegabytes resident at most
 */
record Saturation(
        LoadResult load,
        double eventsPerSecond,
        int destinations,
        double callsPerEvent,
        double cpuSeconds,
        double writtenKilobytes,
        double keptKilobytes,
        double peakMegabytes) {
    /** Signed at a time, since nobody knows how many a program will take. */
    private static final int WARM_UP_EVENTS = 20_000;

    /** Of one processor, that the compiler takes. */
    private static final double AT_REST = 0.1;

    private static final double KILOBYTE = 1024;

    /**
     * Nothing of it counts. Until the program's JIT compiler has come to rest, which takes one that does much per event
     * longer, or until the time is over that {@link Scale} allows.
     */
    static void warmUp(Workbench bench, Contestant contestant, List<String> destinations) {
        ProcessHandle jvm = contestant.process().handle();
        long end = System.nanoTime() + bench.scale().warmUp().toNanos();
        double compiling = Double.NaN;
        while (!(compiling < AT_REST) && System.nanoTime() < end) {
            long started = System.nanoTime();
            double before = CompilerTime.seconds(jvm);
            atFullSpeed(bench, contestant, destinations, bench.scale().warmUpRound());
            compiling = (CompilerTime.seconds(jvm) - before) / ((System.nanoTime() - started) / 1e9);
        }
    }

    /** The same, for a fixed time, by the end of which the compiler of the hub is still at work. */
    static void warmUpShortly(Workbench bench, Contestant contestant, List<String> destinations) {
        atFullSpeed(bench, contestant, destinations, bench.scale().shortWarmUp());
    }

    private static void atFullSpeed(Workbench bench, Contestant contestant, List<String> destinations, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            run(bench, contestant, destinations, WARM_UP_EVENTS, Duration.ofNanos(left));
        }
    }

    /** Events per second depend on how long is measured as little as possible: the backlog that grows is delivered too. */
    static Saturation measure(Workbench bench, Contestant contestant, List<String> destinations) {
        Scale scale = bench.scale();
        int most = Math.toIntExact(scale.most() * scale.load().toSeconds());
        return run(bench, contestant, destinations, most, scale.load());
    }

    private static Saturation run(
            Workbench bench, Contestant contestant, List<String> destinations, int most, Duration atMost) {
        PreSigned events = bench.sign(most);
        SentTimes times = new SentTimes(most);
        Board board = bench.count(events, times, destinations);
        CpuAndDisk before = contestant.used();
        double sizeBefore = CpuAndDisk.sizeOf(contestant.data());
        LoadResult load = bench.load().asFastAsAnswered(contestant.port(), events, times, atMost);
        long end = destinations.isEmpty()
                ? load.startedNanos() + (long) (load.seconds() * 1e9)
                : board.awaitAll(load.accepted());
        CpuAndDisk after = contestant.used();
        double thousands = load.accepted() / 1_000.0;
        return new Saturation(
                load,
                load.accepted() / ((end - load.startedNanos()) / 1e9),
                destinations.size(),
                (double) board.calls() / load.accepted(),
                (after.cpuSeconds() - before.cpuSeconds()) / thousands,
                (after.bytesWritten() - before.bytesWritten()) / KILOBYTE / thousands,
                (CpuAndDisk.sizeOf(contestant.data()) - sizeBefore) / KILOBYTE / thousands,
                after.peakMegabytes());
    }
}
