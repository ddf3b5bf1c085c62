package io.leadhook.bench;

import java.time.LocalTime;
import java.util.List;

/** What every measurement needs: the load, the receivers, and how much of both is wanted. */
record Workbench(Options options, Scale scale, LoadGenerator load, FastReceiver receiver) {
    /** For whoever waits. */
    void say(String what) {
        System.out.println(LocalTime.now().withNano(0) + "   " + what);
    }

    PreSigned sign(int count) {
        return PreSigned.interleaved(count, load.connections());
    }

    /** A board for these events that the receivers count on from now on. */
    Board count(PreSigned events, SentTimes times, List<String> destinations) {
        Board board = new Board(events, times, destinations);
        receiver.count(board);
        return board;
    }
}
