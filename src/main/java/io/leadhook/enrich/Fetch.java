package io.leadhook.enrich;

import java.time.Instant;

/**
 * One try to enrich an event: the body of the message that {@code thin:events} emits. Immutable.
 *
 * @param startedAt what the lead's system answers is at least as new as this
 */
record Fetch(ThinEvent event, FetchSettings settings, Instant startedAt) {}
