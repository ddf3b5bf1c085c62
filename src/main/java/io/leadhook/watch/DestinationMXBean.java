package io.leadhook.watch;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What JMX shows of a destination and lets an operator do: {@code io.leadhook:type=Destination,name=<name>}. */
public interface DestinationMXBean {
    String getName();

    /** running, paused, open or off. */
    String getState();

    List<String> getEvents();

    long getPending();

    long getInFlight();

    long getRetrying();

    long getDead();

    /** Of the attempts of the last hour, 0 to 1; null without any. */
    @Nullable
    Double getSuccessRate1h();

    /** Of the attempts of the last hour; null without any. */
    @Nullable
    Double getAverageLatencyMs1h();

    long getOldestPendingSeconds();

    /** Stops sending, kept over restarts. */
    void pause();

    void resume();

    /** Sends its dead letters on their way again; returns how many. */
    long replayDeadLetters();
}
