package io.leadhook.trace;

/**
 * One attempt of an event's delivery. Immutable.
 *
 * @param number from 1
 * @param from when it began, as {@link Traces#now} tells it
 */
public record TracedAttempt(String destination, int number, long from) {}
