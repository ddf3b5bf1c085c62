package io.leadhook.proof.model;

/** What can be planted, to see that the model finds it. */
enum Bug {
    NONE,
    /** A transaction moves work whatever the table says of its epoch. */
    EPOCH_NOT_CHECKED,
    /** Later events of a lead do not wait behind one that waits for its next attempt. */
    LANE_PASSES_FAILED_HEAD,
    /** A sender is answered before its events are committed. */
    ACKNOWLEDGED_TOO_SOON
}
