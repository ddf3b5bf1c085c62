package io.leadhook.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * How many of one destination's deliveries are in which state. Immutable.
 *
 * @param amounts by state; of those that were not asked for there are none
 * @param oldest since when the oldest event that is neither delivered nor given up has waited: when it was received, or
 *     replayed
 */
record Backlog(Map<String, Long> amounts, Optional<Instant> oldest) {
    static final Backlog NONE = new Backlog(Map.of(), Optional.empty());

    long amount(String state) {
        return amounts.getOrDefault(state, 0L);
    }

    long oldestSeconds(Instant now) {
        return oldest.map(since -> Math.max(0, Duration.between(since, now).toSeconds()))
                .orElse(0L);
    }
}
