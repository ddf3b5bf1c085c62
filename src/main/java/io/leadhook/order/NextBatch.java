package io.leadhook.order;

import java.util.List;
import java.util.Map;

/**
 * What goes on from the order to the dispatch: each lead's events in their order.
 *
 * @param before where the leads of these events stood, as far as they are known. It is still so in the dispatch: who moves
 *     a lead needs the dispatch's lease, under which this was read
 */
public record NextBatch(List<OrderedEvent> events, Map<LeadKey, LeadPosition> before) {
    public NextBatch {
        events = List.copyOf(events);
        before = Map.copyOf(before);
    }
}
