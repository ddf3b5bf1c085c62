package io.leadhook.delivery;

import java.time.Instant;
import java.util.List;

/**
 * One attempt that has ended: one or, with {@code batch}, several deliveries with one outcome. Immutable.
 *
 * @param startedAt UTC
 * @param durationMs until the route had returned
 */
record Attempt(List<Delivery> deliveries, Outcome outcome, Instant startedAt, long durationMs) {}
