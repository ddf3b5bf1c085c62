package io.leadhook.check;

import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a route names is there: the {@code direct:} routes that it calls (else the first message fails) and its route
 * configurations (else it runs without its error handling, and Camel says nothing).
 */
final class ReferenceRule implements Rule {
    private static final String DIRECT = "direct:";

    @Override
    public Stream<Fault> faults(List<YamlNode> files) {
        return Stream.concat(directFaults(files), configurationFaults(files));
    }

    private static Stream<Fault> directFaults(List<YamlNode> files) {
        TreeSet<String> consumed = new TreeSet<>();
        fields(files, name -> name.equals("from"))
                .flatMap(from -> from.text() != null ? Stream.of(from) : from.field("uri").stream())
                .map(ReferenceRule::direct)
                .filter(Objects::nonNull)
                .forEach(consumed::add);
        return fields(files, name -> !name.equals("from"))
                .filter(field -> !field.name().equals("uri") || field.text() != null)
                .flatMap(field -> {
                    String target = direct(field);
                    return target == null || consumed.contains(target)
                            ? Stream.empty()
                            : Stream.of(field.error("no route starts from 'direct:" + target + "'"
                                    + Spelling.suggestion(target, consumed)));
                });
    }

    // toD and recipientList may compute the name; that cannot be judged here.
    private static @Nullable String direct(YamlNode field) {
        String text = Objects.requireNonNullElse(field.text(), "");
        if (!text.startsWith(DIRECT) || text.contains("${") || text.contains("{{")) {
            return null;
        }
        int end = text.indexOf('?');
        return text.substring(DIRECT.length(), end < 0 ? text.length() : end);
    }

    private static Stream<Fault> configurationFaults(List<YamlNode> files) {
        TreeSet<String> known = new TreeSet<>();
        fields(files, name -> name.equals("routeConfiguration"))
                .flatMap(configuration -> configuration.field("id").stream())
                .map(id -> Objects.requireNonNullElse(id.text(), ""))
                .forEach(known::add);
        return fields(files, name -> name.equals("routeConfigurationId"))
                .flatMap(reference -> Stream.of(
                                Objects.requireNonNullElse(reference.text(), "").split(","))
                        .map(String::strip)
                        .filter(id -> !id.contains("*") && !known.contains(id))
                        .map(id -> reference.error("there is no routeConfiguration '" + id
                                + "', so this route would run without it" + Spelling.suggestion(id, known))));
    }

    private static Stream<YamlNode> fields(List<YamlNode> files, Predicate<String> named) {
        return files.stream().flatMap(YamlNode::walk).filter(node -> node.key() != null && named.test(node.name()));
    }
}
