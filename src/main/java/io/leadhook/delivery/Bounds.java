package io.leadhook.delivery;

/**
 * How much of a destination's backlog is in memory, whatever its length. Immutable.
 *
 * @param window so many deliveries, about; the rest waits in the table
 * @param page so many are read at once
 * @param lane so many of one lead at most, so that one lead cannot fill the window
 * @param fresh so many of the newest on top, while the window is full of older ones
 */
record Bounds(int window, int page, int lane, int fresh) {
    static final Bounds DEFAULT = new Bounds(2_000, 500, 50, 50);
}
