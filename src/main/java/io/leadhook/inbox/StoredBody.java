package io.leadhook.inbox;

/**
 * The canonical body of a stored event, and whose it is: a PostgreSQL that has lost events gives the ids of their rows
 * again, to others. Immutable.
 *
 * @param id the row of the event
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; the bytes are handed on, never changed
record StoredBody(long id, String source, String eventId, byte[] bytes) {
    boolean isOf(String whoseSource, String whoseEventId) {
        return source.equals(whoseSource) && eventId.equals(whoseEventId);
    }
}
