package io.leadhook.check;

import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** No secret is written into a route file: files are shared, and endpoint options appear in logs and in JMX. */
final class SecretRule implements Rule {
    private static final Pattern SECRET_NAME = Pattern.compile(
            "secret|token|passw|passphrase|api-?_?key|private-?_?key|access-?_?key|authorization|credential|webhook-?url",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern QUERY_OPTION = Pattern.compile("[?&]([^=&]+)=([^&]+)");
    private static final Pattern USER_INFO = Pattern.compile("://[^/?#\\s{]+:[^/?#\\s{]+@");

    @Override
    public Stream<Fault> faults(List<YamlNode> files) {
        return files.stream().flatMap(YamlNode::walk).flatMap(SecretRule::faults);
    }

    /** Whether a thing of this name is probably a secret. */
    static boolean looksSecret(String name) {
        return SECRET_NAME.matcher(name).find();
    }

    private static Stream<Fault> faults(YamlNode node) {
        return switch (node.name()) {
            case "parameters" ->
                node.fields().stream()
                        .filter(option -> looksSecret(option.name()) && isLiteral(option.text()))
                        .map(option -> option.error(plain(option.name())));
            case "setHeader" -> headerFaults(node);
            case "uri", "to", "toD", "wireTap", "from" -> uriFaults(node);
            default -> Stream.empty();
        };
    }

    private static Stream<Fault> headerFaults(YamlNode header) {
        String name = header.field("name").map(YamlNode::text).orElse("");
        if (!looksSecret(name)) {
            return Stream.empty();
        }
        return header.walk()
                .filter(node ->
                        (node.name().equals("constant") || node.name().equals("simple")) && isLiteral(node.text()))
                .map(node -> node.error(plain(name)));
    }

    private static Stream<Fault> uriFaults(YamlNode node) {
        String uri = Objects.requireNonNullElse(node.text(), "");
        if (USER_INFO.matcher(uri).find()) {
            return Stream.of(node.error("a user and password stand in this address: name a {{PLACEHOLDER}} instead and"
                    + " set it in the environment"));
        }
        Matcher options = QUERY_OPTION.matcher(uri);
        return options.results()
                .filter(option -> looksSecret(option.group(1)) && isLiteral(option.group(2)))
                .map(option -> node.error(plain(option.group(1))));
    }

    private static boolean isLiteral(@Nullable String text) {
        return text != null && !text.isBlank() && !text.contains("{{") && !text.contains("${") && !text.startsWith("#");
    }

    private static String plain(String name) {
        return "the value of '" + name
                + "' looks like a secret in plain text: name a {{PLACEHOLDER}} instead and set it"
                + " in the environment";
    }
}
