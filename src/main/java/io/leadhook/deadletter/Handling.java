package io.leadhook.deadletter;

/** What became of the wish to replay or discard one dead letter. */
public sealed interface Handling {
    /**
     * Done.
     *
     * @param state what it is now: pending, superseded, discarded, or in_inbox
     */
    record Done(long id, String state) implements Handling {}

    /** There is no such delivery. */
    record Unknown() implements Handling {}

    /** It is no dead letter (any more). */
    record NotDead(String state) implements Handling {}

    /** A quarantined event from which still no event can be read. */
    record StillUnreadable(String source) implements Handling {}
}
