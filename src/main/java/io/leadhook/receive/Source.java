package io.leadhook.receive;

import io.leadhook.event.SourceProfile;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A lead system that may post here. Immutable but for its rate limit; thread-safe.
 *
 * @param path what stands in the request line, character by character
 * @param rate null: no limit
 */
record Source(
        String name,
        String path,
        SignatureScheme scheme,
        List<VerificationKey> keys,
        Duration tolerance,
        SourceProfile profile,
        @Nullable RateLimit rate) {
    @Override
    public String toString() {
        return "Source[" + name + "]";
    }
}
