package io.leadhook.check;

import java.util.Objects;
import java.util.function.Predicate;

/**
 * A route file that could be read.
 *
 * @param root its top, which is a list
 */
record RouteFile(String name, String content, YamlNode root) {
    /** The line of the first key or value that is this text, or else contains it. */
    int lineOf(String text) {
        int exact = line(node -> text.equals(node.text()) || text.equals(node.name()));
        return exact > 0
                ? exact
                : Math.max(
                        1,
                        line(node -> Objects.requireNonNullElse(node.text(), "").contains(text)));
    }

    /** The line of the address that an endpoint came from; its options may stand below it, resolved or not. */
    int lineOfEndpoint(String uri) {
        String address = address(uri);
        String scheme = address.substring(0, address.indexOf(':') + 1);
        int exact = line(node -> address.equals(address(Objects.requireNonNullElse(node.text(), ""))));
        return exact > 0
                ? exact
                : Math.max(
                        1,
                        line(node -> Objects.requireNonNullElse(node.text(), "").startsWith(scheme)));
    }

    private int line(Predicate<YamlNode> matches) {
        return root.walk().filter(matches).mapToInt(YamlNode::line).findFirst().orElse(0);
    }

    private static String address(String uri) {
        int end = uri.indexOf('?');
        return (end < 0 ? uri : uri.substring(0, end)).replaceFirst("^([a-z-]+):/+", "$1:");
    }
}
