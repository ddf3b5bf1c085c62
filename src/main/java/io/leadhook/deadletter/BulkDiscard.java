package io.leadhook.deadletter;

import java.util.OptionalLong;
import org.springframework.stereotype.Component;

/** Gives many dead letters up for good. Thread-safe. */
@Component
public class BulkDiscard {
    private static final int CHUNK = 500;

    private final DeadLetters deadLetters;
    private final DeadLetterSearch search;
    private final Leftovers leftovers;

    BulkDiscard(DeadLetters deadLetters, DeadLetterSearch search, Leftovers leftovers) {
        this.deadLetters = deadLetters;
        this.search = search;
        this.leftovers = leftovers;
    }

    /** Returns how many were still dead letters. Each chunk is a transaction of its own. */
    public long discard(DeadLetterSelection selection) {
        long[] discarded = {0};
        search.each(selection, 0, CHUNK, chunk -> {
            discarded[0] += deadLetters.discard(chunk);
            return true;
        });
        return discarded[0];
    }

    /** The same of a destination, with all that waits for it; nothing, and empty, if somebody delivers to it. */
    public OptionalLong discardDestination(String name) {
        return leftovers.areServed(name)
                ? OptionalLong.empty()
                : OptionalLong.of(discard(DeadLetterSelection.ofDestination(name)) + leftovers.discard(name));
    }
}
