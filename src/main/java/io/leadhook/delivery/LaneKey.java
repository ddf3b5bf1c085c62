package io.leadhook.delivery;

import java.util.List;

/** The name of a lane within a destination: a lead of a source, or a single delivery where order does not matter. */
record LaneKey(String source, String lead) {
    static List<LaneKey> of(Delivery delivery) {
        LaneKey lane = new LaneKey(delivery.source(), delivery.leadId());
        return delivery.relatedLeadId() == null
                ? List.of(lane)
                : List.of(lane, new LaneKey(delivery.source(), delivery.relatedLeadId()));
    }

    /** No source's name is empty, so this meets no lead. */
    static LaneKey alone(Delivery delivery) {
        return new LaneKey("", Long.toString(delivery.id()));
    }
}
