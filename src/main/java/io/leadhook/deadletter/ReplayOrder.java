package io.leadhook.deadletter;

import java.time.Instant;

/**
 * Somebody's wish to replay many. Immutable.
 *
 * @param force also what something newer was delivered for that makes it pointless
 * @param ratePerSecond at most so many are sent on their way each second, 1 to {@value #MAX_RATE}
 */
public record ReplayOrder(DeadLetterSelection selection, boolean force, int ratePerSecond, String who) {
    public static final int MAX_RATE = 500;
    public static final int DEFAULT_RATE = 20;

    public ReplayOrder {
        if (ratePerSecond < 1 || ratePerSecond > MAX_RATE) {
            throw new IllegalArgumentException("the rate must be 1 to " + MAX_RATE + " per second");
        }
    }

    ReplayOrder before(Instant now) {
        DeadLetterFilter filter = selection.filter();
        Instant until = filter.until() == null || filter.until().isAfter(now) ? now : filter.until();
        return new ReplayOrder(
                new DeadLetterSelection(
                        new DeadLetterFilter(
                                filter.destination(), filter.reason(), filter.leadId(), filter.since(), until),
                        selection.group(),
                        selection.ids()),
                force,
                ratePerSecond,
                who);
    }
}
