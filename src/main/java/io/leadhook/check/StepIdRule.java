package io.leadhook.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The id of a step is its alone, over all files: with two of a name Camel refuses to start. */
final class StepIdRule implements Rule {
    /** Below these stand options of endpoints and formats, which may have an option of that name. */
    private static final Set<String> NOT_STEPS = Set.of("parameters", "constant", "simple", "expression");

    @Override
    public Stream<Fault> faults(List<YamlNode> files) {
        Map<String, YamlNode> byId = new HashMap<>();
        return files.stream()
                .flatMap(file -> file.items().stream())
                .flatMap(item -> item.field("route").stream())
                .flatMap(route -> route.field("from").stream())
                .flatMap(from -> from.field("steps").stream())
                .flatMap(StepIdRule::ids)
                .flatMap(id -> {
                    YamlNode first = byId.putIfAbsent(String.valueOf(id.text()), id);
                    return first == null
                            ? Stream.empty()
                            : Stream.of(id.error("step id '" + id.text() + "' is taken by the step at " + first.file()
                                    + ":" + first.line()));
                });
    }

    private static Stream<YamlNode> ids(YamlNode node) {
        if (NOT_STEPS.contains(node.name())) {
            return Stream.empty();
        }
        Stream<YamlNode> own = node.field("id").filter(id -> id.text() != null).stream();
        return Stream.concat(
                own,
                Stream.concat(node.fields().stream(), node.items().stream()).flatMap(StepIdRule::ids));
    }
}
