package io.leadhook.deadletter;

import org.springframework.stereotype.Component;

/** Gives many dead letters up for good. Thread-safe. */
@Component
public class BulkDiscard {
    private static final int CHUNK = 500;

    private final DeadLetters deadLetters;
    private final DeadLetterSearch search;

    BulkDiscard(DeadLetters deadLetters, DeadLetterSearch search) {
        this.deadLetters = deadLetters;
        this.search = search;
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
}
