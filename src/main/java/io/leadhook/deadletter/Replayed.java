package io.leadhook.deadletter;

/**
 * What became of the wish to replay many.
 *
 * @param matched how many dead letters the filter meant
 * @param replayed how many of them are on their way again
 * @param superseded how many were left out because something newer had been delivered
 */
public record Replayed(long matched, long replayed, long superseded) {
    static final Replayed NONE = new Replayed(0, 0, 0);

    Replayed plus(Replayed other) {
        return new Replayed(matched + other.matched, replayed + other.replayed, superseded + other.superseded);
    }
}
