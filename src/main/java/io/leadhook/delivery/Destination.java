package io.leadhook.delivery;

import io.leadhook.event.EventType;
import java.util.List;

/**
 * One receiver of events, as its route file declares it ({@code from: delivery:<name>}). All methods may be called from
 * any thread and return at once.
 */
public interface Destination {
    /** What a destination is doing. */
    enum State {
        /** Delivering. */
        RUNNING,
        /** Stopped by an operator; its deliveries go on collecting. */
        PAUSED,
        /** Its breaker is open: parked, one real delivery at a time probes it. */
        OPEN,
        /** Not configured: it gets no deliveries. */
        OFF
    }

    String name();

    State state();

    /** The patterns of the event types that it wants, such as {@code lead.*}. */
    List<String> events();

    boolean wants(EventType type);

    /** Whether a late event or a replayed dead letter that newer deliveries made pointless is skipped. */
    boolean skipsSuperseded();

    /** How many deliveries are with the receiver at this moment in this process. */
    int inFlight();

    /** Stops sending, kept over restarts. What is in flight ends. */
    void pause();

    /** Goes on after {@link #pause}. */
    void resume();

    /** New deliveries for it have been committed. */
    void wake();

    /**
     * Tells it that rows of the delivery table which it may have passed by are pending again (replay, retry now), so
     * it looks from the lowest id.
     */
    void rescan();
}
