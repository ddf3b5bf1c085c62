package io.leadhook.trace;

import org.jspecify.annotations.Nullable;

/**
 * Tells a collector what became of each event. All spans of an event are one trace: {@code receive}, below it
 * {@code dispatch}, below that each attempt, on whichever replica and however much later. Their ids are made of what the
 * tables keep of the event anyway, so nothing is stored for it. Thread-safe; no call waits or throws.
 */
public interface Traces {
    /** Tells nobody, and costs nothing. */
    Traces OFF = new Traces() {
        @Override
        public boolean isOn() {
            return false;
        }

        @Override
        public long now() {
            return 0;
        }

        @Override
        public void received(TracedEvent event, long from) {}

        @Override
        public void dispatched(TracedEvent event, long from, long deliveries) {}

        @Override
        public @Nullable String traceparent(TracedEvent event, TracedAttempt attempt) {
            return null;
        }

        @Override
        public void attempted(TracedEvent event, TracedAttempt attempt, boolean delivered, @Nullable Integer status) {}
    };

    boolean isOn();

    /** In nanoseconds since 1970; 0 while tracing is off. */
    long now();

    /** From the beginning of its request until now. */
    void received(TracedEvent event, long from);

    /** From the beginning of its batch until now. */
    void dispatched(TracedEvent event, long from, long deliveries);

    /** The header (W3C Trace Context) that makes what the receiver does a part of the trace; null while tracing is off. */
    @Nullable
    String traceparent(TracedEvent event, TracedAttempt attempt);

    /**
     * From its beginning until now. What the receiver said stays out of it.
     *
     * @param status of the answer; null without one
     */
    void attempted(TracedEvent event, TracedAttempt attempt, boolean delivered, @Nullable Integer status);
}
