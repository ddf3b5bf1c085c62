package io.leadhook.console;

import org.jspecify.annotations.Nullable;

/**
 * Which page is asked for.
 *
 * @param before the id after which to go on, or null for the first page
 */
public record PageRequest(int limit, @Nullable Long before) {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 1_000;

    public static PageRequest of(QueryParameters query) {
        return new PageRequest(
                (int) query.number("limit", 1, MAX_LIMIT, "a number from 1 to " + MAX_LIMIT)
                        .orElse(DEFAULT_LIMIT),
                query.number("cursor", 1, Long.MAX_VALUE, "what the page before gave as next").stream()
                        .boxed()
                        .findFirst()
                        .orElse(null));
    }

    /** The newest, so many. */
    public static PageRequest first(int limit) {
        return new PageRequest(limit, null);
    }

    /** One more than fits tells whether there are more. */
    public int oneMore() {
        return limit + 1;
    }
}
