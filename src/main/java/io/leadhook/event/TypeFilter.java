package io.leadhook.event;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Which types of events a source's owner wants.
 *
 * @param patterns of canonical types; {@code *} stands for any characters; none: every type is wanted
 */
public record TypeFilter(List<String> patterns) {
    /** Everything is wanted. */
    public static final TypeFilter ALL = new TypeFilter(List.of());

    public TypeFilter {
        patterns = List.copyOf(patterns);
    }

    public static TypeFilter of(List<String> patterns) {
        return new TypeFilter(patterns.stream()
                .map(String::strip)
                .filter(pattern -> !pattern.isEmpty())
                .toList());
    }

    boolean wants(EventType type) {
        return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> matches(pattern, type.value()));
    }

    private static boolean matches(String pattern, String type) {
        return Pattern.matches("\\Q" + pattern.replace("*", "\\E.*\\Q") + "\\E", type);
    }
}
