package io.leadhook.check;

import java.util.Objects;

/**
 * A route file that could be read.
 *
 * @param root its top, which is a list
 */
record RouteFile(String name, String content, YamlNode root) {
    int lineOfRoute(String id) {
        return root.walk()
                .filter(node -> node.name().equals("id") && id.equals(node.text()))
                .mapToInt(YamlNode::line)
                .findFirst()
                .orElse(1);
    }

    /** The line of the address that an endpoint came from; its options may stand below it, resolved or not. */
    int lineOfEndpoint(String uri) {
        String address = address(uri);
        return root.walk()
                .filter(node -> node.key() != null
                        && address(Objects.requireNonNullElse(node.text(), "")).equals(address))
                .mapToInt(YamlNode::line)
                .findFirst()
                .orElseGet(() -> lineOfScheme(address));
    }

    private int lineOfScheme(String address) {
        String scheme = address.substring(0, address.indexOf(':') + 1);
        return root.walk()
                .filter(node -> node.key() != null
                        && !scheme.isEmpty()
                        && Objects.requireNonNullElse(node.text(), "").startsWith(scheme))
                .mapToInt(YamlNode::line)
                .findFirst()
                .orElse(1);
    }

    private static String address(String uri) {
        int end = uri.indexOf('?');
        return (end < 0 ? uri : uri.substring(0, end)).replaceFirst("^([a-z-]+):/+", "$1:");
    }
}
