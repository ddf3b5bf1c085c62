package io.leadhook.delivery;

import org.springframework.stereotype.Component;

/** What destinations read from the database and write to it. */
@Component
record DeliveryStore(
        JdbcDeliveries table, NewerDelivered newer, JdbcPauses pauses, EventBody bodies, ResultSink results) {}
