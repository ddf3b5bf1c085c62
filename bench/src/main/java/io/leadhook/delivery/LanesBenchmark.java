package io.leadhook.delivery;

import io.leadhook.event.EventType;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One delivery through a window that is full: one starts, one ends, one comes in behind. */
@State(Scope.Thread)
public class LanesBenchmark {
    private static final Instant RECEIVED = Instant.parse("2026-11-23T10:00:00Z");
    private static final int IN_FLIGHT = 16;

    @Param({"40", "2000"})
    int leads;

    private Lanes lanes;
    private Deque<Delivery> inFlight;
    private long nextId;

    @Setup(Level.Iteration)
    public void fill() {
        lanes = new Lanes(true, Bounds.DEFAULT);
        inFlight = new ArrayDeque<>();
        nextId = 0;
        for (int i = 0; i < Bounds.DEFAULT.window(); i++) {
            lanes.add(next());
        }
        for (int i = 0; i < IN_FLIGHT; i++) {
            inFlight.addAll(lanes.start(1, delivery -> false, false));
        }
    }

    private Delivery next() {
        long id = nextId++;
        return new Delivery(
                id, id, "crm", "leads", "evt_" + id, EventType.UPDATED, "lead_" + id % leads, null, RECEIVED, RECEIVED, false, 0);
    }

    @Benchmark
    public List<Delivery> passOne() {
        Delivery done = inFlight.remove();
        lanes.finish(done);
        lanes.add(next());
        List<Delivery> started = lanes.start(1, delivery -> false, false);
        inFlight.addAll(started);
        return started;
    }
}
