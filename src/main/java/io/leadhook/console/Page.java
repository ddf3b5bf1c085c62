package io.leadhook.console;

import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Some of many, newest first.
 *
 * @param next what to give as {@code cursor} for those after these, or null if there are none
 */
public record Page<T>(List<T> items, @Nullable String next) {
    /** @param found one more than fits on the page, if there are more */
    public static <T> Page<T> of(List<T> found, PageRequest request, ToLongFunction<T> id) {
        if (found.size() <= request.limit()) {
            return new Page<>(found, null);
        }
        List<T> items = found.subList(0, request.limit());
        return new Page<>(items, String.valueOf(id.applyAsLong(items.get(items.size() - 1))));
    }

    public static <T> Page<T> all(List<T> items) {
        return new Page<>(items, null);
    }
}
