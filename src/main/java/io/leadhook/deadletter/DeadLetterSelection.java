package io.leadhook.deadletter;

import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters somebody has chosen: those with these ids or, without ids, all that the filter means. Immutable.
 *
 * @param group the key of a {@link DeadLetterGroup}, or null for any
 */
public record DeadLetterSelection(
        DeadLetterFilter filter, @Nullable String group, List<Long> ids) {
    public DeadLetterSelection {
        ids = ids.stream().distinct().sorted().toList();
    }

    /** All that died on their way to this destination. */
    public static DeadLetterSelection ofDestination(String name) {
        return new DeadLetterSelection(new DeadLetterFilter(name, null, null, null, null), null, List.of());
    }

    boolean isCountedByFilter() {
        return group == null && ids.isEmpty();
    }

    boolean contains(DeadLetter letter) {
        return group == null || group.equals(DeadLetterGroup.key(letter));
    }

    /** For people, such as "crm, reason permanent"; "all" if nothing is left out. */
    public String words() {
        StringJoiner words = new StringJoiner(", ");
        if (!ids.isEmpty()) {
            words.add(ids.stream().map(String::valueOf).collect(Collectors.joining(" ", "ids ", "")));
        }
        if (group != null) {
            words.add("group " + group);
        }
        return filter.addTo(words).length() == 0 ? "all" : words.toString();
    }
}
