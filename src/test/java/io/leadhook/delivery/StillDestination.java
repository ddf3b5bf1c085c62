package io.leadhook.delivery;

import io.leadhook.event.EventType;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A destination that sends nothing: its deliveries stay as a test has put them. Counts how often it was woken. */
public final class StillDestination implements Destination {
    private final String name;
    private final boolean skipsSuperseded;
    private final List<String> events;
    private final AtomicInteger rescans = new AtomicInteger();
    private volatile State state = State.RUNNING;
    private volatile int inFlight;
    private volatile @Nullable String failure;

    public StillDestination(String name, boolean skipsSuperseded, String... events) {
        this.name = name;
        this.skipsSuperseded = skipsSuperseded;
        this.events = List.of(events);
    }

    public StillDestination registerIn(Destinations destinations) {
        destinations.register(this, "deliver-to-" + name);
        return this;
    }

    public void removeFrom(Destinations destinations) {
        destinations.remove(this);
    }

    public void become(State newState) {
        state = newState;
    }

    public void have(int deliveriesInFlight) {
        inFlight = deliveriesInFlight;
    }

    /** From now on it fails with this text when it is asked whether it wants one of its types. */
    public StillDestination failWith(String text) {
        failure = text;
        return this;
    }

    public int rescans() {
        return rescans.get();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public State state() {
        return state;
    }

    @Override
    public List<String> events() {
        return events;
    }

    @Override
    public boolean wants(EventType type) {
        boolean wanted = events.contains("lead.*") || events.contains(type.value());
        if (wanted && failure != null) {
            throw new IllegalStateException(failure);
        }
        return wanted;
    }

    @Override
    public boolean skipsSuperseded() {
        return skipsSuperseded;
    }

    @Override
    public int inFlight() {
        return inFlight;
    }

    @Override
    public void pause() {
        state = State.PAUSED;
    }

    @Override
    public void resume() {
        state = State.RUNNING;
    }

    @Override
    public void rescan() {
        rescans.incrementAndGet();
    }

    @Override
    public void wake() {
        // Nothing to wake.
    }
}
