package io.leadhook.order;

import io.leadhook.inbox.InboxEvent;
import java.util.List;
import java.util.Map;

/**
 * What {@link LeadOrder} found.
 *
 * @param next came in order and goes on as it came
 * @param released came out of order and goes on, in the order of {@link ReleasedEvent}; its leads are in no other list
 *     but {@code early}
 * @param early has to wait
 * @param before where the leads of all of them stood, as far as they are known
 */
record OrderedBatch(
        List<OrderedEvent> next,
        List<ReleasedEvent> released,
        List<InboxEvent> early,
        Map<LeadKey, LeadPosition> before) {}
