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
                0);
    }
}
