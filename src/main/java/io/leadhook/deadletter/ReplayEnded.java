package io.leadhook.deadletter;

/** A bulk replay has come to its end; published by the replica that ended it, once, unless it is killed just then. */
public record ReplayEnded(ReplayProgress progress) {}
