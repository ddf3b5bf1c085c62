package io.leadhook.delivery;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What came of the attempts of one destination, until its engine takes it: results, which are then on disk, and deliveries
 * that were not sent or whose results nobody will record. Thread-safe.
 */
final class EndedAttempts {
    private static final Logger LOG = LoggerFactory.getLogger(EndedAttempts.class);

    private final DeliveryEngine.Parts parts;
    private final Runnable wake;
    private final Queue<List<Result>> recorded = new ConcurrentLinkedQueue<>();
    private final Queue<List<Delivery>> unsent = new ConcurrentLinkedQueue<>();

    /** @param wake told when there is something to take */
    EndedAttempts(DeliveryEngine.Parts parts, Runnable wake) {
        this.parts = parts;
        this.wake = wake;
    }

    /** Returns before they are on disk. */
    void record(List<Result> results) {
        CompletableFuture<?>[] written = results.stream()
                .map(result -> parts.results().submit(parts.lease(), result))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(written).whenComplete((nothing, failure) -> {
            if (failure != null || parts.lease().isLost()) {
                // While stopping, or another replica has taken over: whoever is next finds them as they were before.
                LOG.warn("{}: {} results were not recorded", parts.settings().name(), results.size(), failure);
                leaveUnsent(results.stream().map(Result::delivery).toList());
                return;
            }
            recorded.add(results);
            wake.run();
            results.forEach(this::announce);
        });
    }

    void leaveUnsent(List<Delivery> batch) {
        unsent.add(batch);
        wake.run();
    }

    /** The next results; null when there are none. */
    @Nullable
    List<Result> recorded() {
        return recorded.poll();
    }

    /** The next batch; null when there is none. */
    @Nullable
    List<Delivery> unsent() {
        return unsent.poll();
    }

    private void announce(Result result) {
        if (result instanceof Result.Delivered delivered) {
            parts.metrics().delivered(delivered.delivery(), delivered.at());
        } else if (result instanceof Result.Dead dead) {
            parts.deadLetterChannel().announce(parts.settings().name(), dead);
        }
    }
}
