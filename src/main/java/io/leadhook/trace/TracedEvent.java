package io.leadhook.trace;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The event that a trace is about. Immutable.
 *
 * @param type null if it cannot be read
 * @param receivedAt to the microsecond, as the tables keep it: with source and event id it makes the ids of the trace
 */
public record TracedEvent(
        String source, String eventId, @Nullable String type, Instant receivedAt) {}
