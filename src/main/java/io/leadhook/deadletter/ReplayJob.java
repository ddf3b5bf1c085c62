package io.leadhook.deadletter;

/**
 * One bulk replay as the table has it. Immutable.
 *
 * @param doneUpTo the delivery after which it goes on
 */
record ReplayJob(ReplayOrder order, ReplayProgress progress, long doneUpTo) {}
