package io.leadhook.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What of one destination's deliveries is not done. Immutable.
 *
 * @param amounts by state
 * @param oldest when the oldest event that is neither delivered nor given up was received
 */
record Backlog(Map<String, Long> amounts, Optional<Instant> oldest) {
    static final Backlog NONE = new Backlog(Map.of(), Optional.empty());

    long amount(String state) {
        return amounts.getOrDefault(state, 0L);
    }

    long oldestSeconds(Instant now) {
        return oldest.map(
                        received -> Math.max(0, Duration.between(received, now).toSeconds()))
                .orElse(0L);
    }
}
