package io.leadhook.order;

/**
 * An event that waited, or came before one that did, together with its place among those that are released with it:
 * the key of the resequencer. Ascending {@code place} is the order of each lead (and across the two leads of a merge).
 */
record ReleasedEvent(int place, OrderedEvent event) {}
