package io.leadhook.deadletter;

import java.time.Instant;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters are meant; null means any. Immutable.
 *
 * @param leadId the lead, or the one that a merge took away
 * @param since died at this instant or later
 * @param until died before this instant
 */
public record DeadLetterFilter(
        @Nullable String destination,
        @Nullable String reason,
        @Nullable String leadId,
        @Nullable Instant since,
        @Nullable Instant until) {
    StringJoiner addTo(StringJoiner words) {
        add(words, "destination", destination);
        add(words, "reason", reason);
        add(words, "lead", leadId);
        add(words, "since", since);
        add(words, "until", until);
        return words;
    }

    private static void add(StringJoiner words, String name, @Nullable Object value) {
        if (value != null) {
            words.add(name + " " + value);
        }
    }
}
