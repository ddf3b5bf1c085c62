package io.leadhook.trace;

import java.time.temporal.ChronoUnit;
import org.apache.commons.codec.digest.DigestUtils;

/** Ids of traces and spans, the same wherever and whenever they are asked for. */
final class TraceIds {
    private static final int TRACE_DIGITS = 32;
    private static final int SPAN_DIGITS = 16;

    private TraceIds() {}

    static String trace(TracedEvent event) {
        return digest(event, "trace").substring(0, TRACE_DIGITS);
    }

    static String receive(TracedEvent event) {
        return span(event, "receive");
    }

    static String dispatch(TracedEvent event) {
        return span(event, "dispatch");
    }

    /** With its beginning: after a kill an attempt is made again under the same number. */
    static String attempt(TracedEvent event, TracedAttempt attempt) {
        return span(event, attempt.destination() + '\n' + attempt.number() + '\n' + attempt.from());
    }

    private static String span(TracedEvent event, String what) {
        return digest(event, what).substring(0, SPAN_DIGITS);
    }

    private static String digest(TracedEvent event, String what) {
        return DigestUtils.sha256Hex(String.join(
                "\n",
                event.source(),
                event.eventId(),
                event.receivedAt().truncatedTo(ChronoUnit.MICROS).toString(),
                what));
    }
}
