package io.leadhook.delivery;

import io.leadhook.event.TypeFilter;
import io.leadhook.setting.TimeRange;
import java.time.Duration;
import java.util.List;

/**
 * What a destination's route file asks for, with the defaults filled in. Immutable.
 *
 * @param name of the destination
 * @param events that it wants
 * @param concurrency how many attempts may be under way at once
 * @param ratePerSecond how many attempts may start per second; 0 for no limit
 * @param batch how many deliveries one attempt may carry
 * @param skipLate whether late events and superseded replays are left out
 * @param ordered whether an event waits for the earlier ones of its lead
 * @param holdOnDead whether a dead letter holds its lead until somebody has replayed or discarded it
 */
record DeliverySettings(
        String name,
        TypeFilter events,
        int concurrency,
        double ratePerSecond,
        int batch,
        Duration timeout,
        List<Duration> retryDelays,
        Duration maxAge,
        boolean skipLate,
        boolean ordered,
        boolean holdOnDead) {
    static final TimeRange TIMEOUT = new TimeRange(Duration.ofMillis(10), Duration.ofMinutes(10));
    static final TimeRange RETRY_DELAY = new TimeRange(Duration.ofMillis(1), Duration.ofDays(7));

    private static final String OPTION = "delivery: option ";

    /** @throws IllegalArgumentException naming the option, its value and the allowed range */
    DeliverySettings {
        check(name.matches("[a-z0-9][a-z0-9-]{0,63}"), "name", name, "lower-case letters, digits and dashes");
        check(!name.equals("inbox"), "name", name, "anything but inbox, which stands for quarantined events");
        check(concurrency >= 1 && concurrency <= 256, "concurrency", concurrency, "1 to 256");
        check(ratePerSecond >= 0 && ratePerSecond <= 10_000, "ratePerSecond", ratePerSecond, "0 (no limit) to 10000");
        check(batch >= 1 && batch <= 500, "batch", batch, "1 to 500");
        TIMEOUT.require(OPTION + "timeout", timeout);
        retryDelays.forEach(delay -> RETRY_DELAY.require(OPTION + "retryDelays", delay));
        check(!events.patterns().isEmpty(), "events", events, "one or more patterns such as lead.*");
    }

    private static void check(boolean holds, String option, Object value, String allowed) {
        if (!holds) {
            throw new IllegalArgumentException(OPTION + option + " is " + value + "; allowed: " + allowed);
        }
    }
}
