package io.leadhook.watch;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Map;

/**
 * The proof that nothing is lost: every accepted request is in exactly one place, and so is every delivery. Immutable.
 *
 * @param balanced whether all the sums below agree
 * @param accepted requests that were answered 200 and stored
 * @param inInbox stored, not dispatched yet
 * @param dispatched passed on to the destinations that wanted them
 * @param duplicates seen before
 * @param quarantined unreadable, or not dispatchable
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Reconciliation(
        boolean balanced,
        long accepted,
        long inInbox,
        long dispatched,
        long duplicates,
        long quarantined,
        Map<String, Deliveries> deliveries) {
    /** One destination's deliveries by state, with those that retention has deleted. Immutable. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Deliveries(
            long wanted,
            long delivered,
            long pending,
            long inFlight,
            long retrying,
            long dead,
            long superseded,
            long discarded) {
        boolean balanced() {
            return wanted == delivered + pending + inFlight + retrying + dead + superseded + discarded;
        }
    }

    static Reconciliation of(
            long accepted,
            long inInbox,
            long dispatched,
            long duplicates,
            long quarantined,
            Map<String, Deliveries> deliveries) {
        boolean balanced = accepted == inInbox + dispatched + duplicates + quarantined
                && deliveries.values().stream().allMatch(Deliveries::balanced);
        return new Reconciliation(balanced, accepted, inInbox, dispatched, duplicates, quarantined, deliveries);
    }
}
