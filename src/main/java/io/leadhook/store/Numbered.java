package io.leadhook.store;

import java.util.List;
import java.util.stream.IntStream;

/** A new row, and the id that was drawn for it. */
public record Numbered<T>(long id, T value) {
    /** Each with its id, in their order. */
    public static <T> List<Numbered<T>> of(List<Long> ids, List<T> values) {
        return IntStream.range(0, values.size())
                .mapToObj(i -> new Numbered<>(ids.get(i), values.get(i)))
                .toList();
    }
}
