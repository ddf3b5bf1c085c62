package io.leadhook.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Every file brings something, and every route has a name of its own and says what it does: logs, metrics, JMX and the
 * console know it by its id. Camel accepts a file without routes and says nothing.
 */
final class RouteIdRule implements Rule {
    private static final Pattern KEBAB = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final Set<String> BRING_ROUTES =
            Set.of("route", "routeConfiguration", "routeTemplate", "templatedRoute", "rest");

    @Override
    public Stream<Fault> faults(List<YamlNode> files) {
        Map<String, YamlNode> byId = new HashMap<>();
        return files.stream().flatMap(file -> faults(file, byId).stream());
    }

    private static List<Fault> faults(YamlNode file, Map<String, YamlNode> byId) {
        List<YamlNode> entries =
                file.items().stream().flatMap(item -> item.fields().stream()).toList();
        if (entries.stream().noneMatch(entry -> BRING_ROUTES.contains(entry.name()) || isBare(entry))) {
            return List.of(file.error("no route in this file"));
        }
        return entries.stream()
                .flatMap(entry -> {
                    if (isBare(entry)) {
                        return Stream.of(entry.error(
                                "a route without a name: write '- route:' with id, description" + " and from"));
                    }
                    return entry.name().equals("route") ? routeFaults(entry, byId) : Stream.<Fault>empty();
                })
                .toList();
    }

    private static boolean isBare(YamlNode entry) {
        return entry.name().equals("from");
    }

    private static Stream<Fault> routeFaults(YamlNode route, Map<String, YamlNode> byId) {
        Stream<Fault> id = route.field("id")
                .map(field -> idFaults(field, byId))
                .orElseGet(() -> Stream.of(route.error("this route has no id: give it one like 'deliver-to-crm'")));
        Stream<Fault> description = route.field("description").isPresent()
                ? Stream.empty()
                : Stream.of(route.warning("this route has no description: say in a sentence what it does"));
        return Stream.concat(id, description);
    }

    private static Stream<Fault> idFaults(YamlNode field, Map<String, YamlNode> byId) {
        String id = field.text() == null ? "" : field.text();
        if (!KEBAB.matcher(id).matches()) {
            return Stream.of(field.error("id '" + id + "': write it in lower case with dashes, like 'deliver-to-crm'"));
        }
        YamlNode first = byId.putIfAbsent(id, field);
        return first == null
                ? Stream.empty()
                : Stream.of(
                        field.error("id '" + id + "' is taken by the route at " + first.file() + ":" + first.line()));
    }
}
