package io.leadhook.enrich;

import java.time.Instant;

/**
 * An event in the inbox that came without its lead. Immutable.
 *
 * @param id its row
 * @param receivedAt when the hub had read it, UTC
 */
record ThinEvent(long id, String source, String eventId, String leadId, Instant receivedAt) {}
