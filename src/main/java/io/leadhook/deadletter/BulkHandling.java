package io.leadhook.deadletter;

import java.util.OptionalLong;
import org.springframework.stereotype.Component;

/** Replays or gives up many dead letters, in the order of dispatch, 500 to a transaction. Thread-safe. */
@Component
public class BulkHandling {
    private static final int CHUNK = 500;

    private final DeadLetters deadLetters;
    private final DeadLetterSearch search;
    private final Leftovers leftovers;

    BulkHandling(DeadLetters deadLetters, DeadLetterSearch search, Leftovers leftovers) {
        this.deadLetters = deadLetters;
        this.search = search;
        this.leftovers = leftovers;
    }

    /** @param force also what something newer was delivered for that makes it pointless */
    public Replayed replay(DeadLetterSelection selection, boolean force) {
        Replayed[] total = {Replayed.NONE};
        search.each(selection, 0, CHUNK, chunk -> {
            total[0] = total[0].plus(deadLetters.move(chunk, force));
            deadLetters.wake(chunk);
            return true;
        });
        return total[0];
    }

    /** Returns how many were still dead letters. */
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
