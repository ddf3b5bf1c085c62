package io.leadhook.event;

import java.util.List;
import java.util.regex.Pattern;

/** Which types of events somebody wants. Immutable; equal if the patterns are. */
public final class TypeFilter {
    /** Everything is wanted. */
    public static final TypeFilter ALL = new TypeFilter(List.of());

    private final List<String> patterns;
    private final List<Pattern> compiled;

    private TypeFilter(List<String> patterns) {
        this.patterns = patterns;
        this.compiled = patterns.stream().map(TypeFilter::compile).toList();
    }

    /** @param patterns of canonical types; {@code *} stands for any characters; none: every type is wanted */
    public static TypeFilter of(List<String> patterns) {
        return new TypeFilter(patterns.stream()
                .map(String::strip)
                .filter(pattern -> !pattern.isEmpty())
                .toList());
    }

    private static Pattern compile(String pattern) {
        return Pattern.compile("\\Q" + pattern.replace("*", "\\E.*\\Q") + "\\E");
    }

    public List<String> patterns() {
        return patterns;
    }

    public boolean wants(EventType type) {
        return compiled.isEmpty()
                || compiled.stream()
                        .anyMatch(pattern -> pattern.matcher(type.value()).matches());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TypeFilter filter && patterns.equals(filter.patterns);
    }

    @Override
    public int hashCode() {
        return patterns.hashCode();
    }

    @Override
    public String toString() {
        return patterns.toString();
    }
}
