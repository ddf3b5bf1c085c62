package io.leadhook.delivery;

import io.leadhook.replica.Lease;
import java.util.concurrent.CompletableFuture;

/** Where engines leave what became of their deliveries. */
interface ResultSink {
    /** Completes when the result would survive a power cut, or when the lease is lost: then nothing was recorded. */
    CompletableFuture<Void> submit(Lease lease, Result result);
}
