package io.leadhook.order;

import io.leadhook.inbox.InboxEvent;

/**
 * An event whose turn it is.
 *
 * @param late older than what was already passed on for its lead; each destination says what it does with such
 */
public record OrderedEvent(InboxEvent inboxEvent, boolean late) {}
