package io.leadhook.enrich;

import java.util.Locale;

/** How a try to enrich an event ended; the label {@code outcome} of {@code leadhook_fetches_total}. */
enum FetchOutcome {
    /** A call brought the lead. */
    FETCHED,
    /** A call for another event of the lead had brought it. */
    CACHED,
    /** No lead came; it is tried again while there is time. */
    FAILED,
    /** The lead's system has it no more (404, 410): the event went on as it was. */
    GONE,
    /** There was no time left: the event went on as it was. */
    GAVE_UP;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
