package io.leadhook.console;

import java.util.List;

/**
 * The one word for how an event is doing: before dispatch its own state, after that the worst of its deliveries'.
 */
public final class EventState {
    public static final List<String> NAMES =
            List.of("in_inbox", "quarantined", "unwanted", "dead", "retrying", "pending", "delivered");

    private static final List<String> WORST_FIRST = List.of("dead", "retrying", "pending");

    private EventState() {}

    static String of(String own, List<String> ofDeliveries) {
        if (!own.equals("dispatched")) {
            return own;
        }
        return WORST_FIRST.stream().filter(ofDeliveries::contains).findFirst().orElse("delivered");
    }

    /** The same in SQL. */
    static List<String> conditions(String state) {
        return switch (state) {
            case "in_inbox" -> List.of("e.state = 'in_inbox'");
            case "quarantined" -> List.of("e.state = 'quarantined'");
            case "unwanted" -> List.of("e.state = 'unwanted'");
            case "dead" -> List.of("e.state = 'dispatched'", some("'dead'"));
            case "retrying" -> List.of("e.state = 'dispatched'", some("'retrying'"), none("'dead'"));
            case "pending" -> List.of("e.state = 'dispatched'", some("'pending'"), none("'dead', 'retrying'"));
            case "delivered" -> List.of("e.state = 'dispatched'", none("'dead', 'retrying', 'pending'"));
            default -> throw new IllegalArgumentException("no state of an event: " + state);
        };
    }

    private static String some(String states) {
        return "exists (select 1 from delivery d where d.event_ref = e.id and d.state in (" + states + "))";
    }

    private static String none(String states) {
        return "not " + some(states);
    }
}
