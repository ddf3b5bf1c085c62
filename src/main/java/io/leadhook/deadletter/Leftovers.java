package io.leadhook.deadletter;

import io.leadhook.delivery.Destination;
import io.leadhook.delivery.Destinations;
import io.leadhook.replica.Leases;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * What waits for a destination to which nobody delivers any more, because its route is gone or it is off: nothing else
 * would ever end it. Thread-safe.
 */
@Component
class Leftovers {
    private static final int CHUNK = 500;

    private final JdbcDeadLetters rows;
    private final Destinations destinations;
    private final Leases leases;
    private final Clock clock;

    Leftovers(JdbcDeadLetters rows, Destinations destinations, Leases leases, Clock clock) {
        this.rows = rows;
        this.destinations = destinations;
        this.leases = leases;
        this.clock = clock;
    }

    /** Whether this replica or another one delivers to it, be it parked or paused. */
    boolean areServed(String destination) {
        return destinations
                        .find(destination)
                        .filter(found -> found.state() != Destination.State.OFF)
                        .isPresent()
                || leases.conditionElsewhere("delivery:" + destination).isPresent();
    }

    /** Gives all of it up for good; returns how many. */
    long discard(String destination) {
        long discarded = 0;
        for (int ready : List.of(0, 2, 1)) {
            int some;
            do {
                some = rows.discardWaiting(destination, ready, CHUNK, clock.instant());
                discarded += some;
            } while (some == CHUNK);
        }
        return discarded;
    }
}
