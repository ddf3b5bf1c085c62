package io.leadhook.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * Keys for an SQL {@code in}. There are at most 200 in one, so that a statement stays short however many keys are asked
 * for.
 */
public record InList(List<String> keys) {
    private static final int LONGEST = 200;

    public InList {
        keys = List.copyOf(keys);
    }

    /** All of them, each once; none for no keys. */
    public static List<InList> of(Collection<String> keys) {
        List<String> distinct = keys.stream().distinct().toList();
        List<InList> lists = new ArrayList<>();
        for (int from = 0; from < distinct.size(); from += LONGEST) {
            lists.add(new InList(distinct.subList(from, Math.min(distinct.size(), from + LONGEST))));
        }
        return lists;
    }

    /** What stands after {@code in}, such as {@code (?, ?, ?)}. */
    public String marks() {
        return "(" + String.join(", ", Collections.nCopies(keys.size(), "?")) + ")";
    }

    /** The keys after the parameters that come before them in the statement. */
    public Object[] after(Object... before) {
        List<Object> parameters = new ArrayList<>(List.of(before));
        parameters.addAll(keys);
        return parameters.toArray();
    }
}
