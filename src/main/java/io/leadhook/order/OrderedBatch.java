package io.leadhook.order;

import io.leadhook.inbox.InboxEvent;
import java.util.List;

/**
 * What {@link LeadOrder} found.
 *
 * @param next came in order and goes on as it came
 * @param released came out of order and goes on, in the order of {@link ReleasedEvent}; its leads are in no other list
 *     but {@code early}
 * @param early has to wait
 */
record OrderedBatch(List<OrderedEvent> next, List<ReleasedEvent> released, List<InboxEvent> early) {}
