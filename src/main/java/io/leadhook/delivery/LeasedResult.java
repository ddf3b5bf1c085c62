package io.leadhook.delivery;

import io.leadhook.replica.Lease;

/** A result and the right by which it was come by. */
record LeasedResult(Lease lease, Result result) {}
