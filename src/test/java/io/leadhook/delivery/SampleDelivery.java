package io.leadhook.delivery;

import io.leadhook.event.EventType;
import io.leadhook.testing.Rows;

/** Deliveries to {@code crm} that have just come, for tests to which nothing of them but this matters. */
final class SampleDelivery {
    private SampleDelivery() {}

    /** Of a row of its own in the table of events. */
    static Delivery of(long id) {
        return of(id, id, "crm", "l");
    }

    static Delivery of(long id, long event, String destination, String lead) {
        return of(id, event, destination, lead, 0);
    }

    /** For a lead of its own. */
    static Delivery failed(long id, int attempts) {
        return of(id, id, "crm", "lead_" + id, attempts);
    }

    private static Delivery of(long id, long event, String destination, String lead, int attempts) {
        return new Delivery(
                id,
                event,
                destination,
                "leads",
                "evt_" + event,
                EventType.CREATED,
                lead,
                null,
                Rows.RECEIVED,
                Rows.RECEIVED,
                false,
                attempts);
    }
}
