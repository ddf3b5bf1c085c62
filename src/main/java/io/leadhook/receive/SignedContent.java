package io.leadhook.receive;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a sender signs: text with {@code {body} {timestamp} {id} {method} {url}} in it. {@code {decoded-url}} is the
 * URL with the escapes resolved that HubSpot wants resolved. Immutable.
 */
record SignedContent(List<String> parts) {
    private static final Set<String> NAMES =
            Set.of("{body}", "{timestamp}", "{id}", "{method}", "{url}", "{decoded-url}");
    private static final Pattern PART = Pattern.compile("\\{[^{}]*}|[^{}]+|[{}]");
    private static final Map<String, String> HUBSPOT_ESCAPES = Map.ofEntries(
            Map.entry("%3A", ":"),
            Map.entry("%2F", "/"),
            Map.entry("%3F", "?"),
            Map.entry("%40", "@"),
            Map.entry("%21", "!"),
            Map.entry("%24", "$"),
            Map.entry("%27", "'"),
            Map.entry("%28", "("),
            Map.entry("%29", ")"),
            Map.entry("%2A", "*"),
            Map.entry("%2C", ","),
            Map.entry("%3B", ";"));
    private static final Pattern ESCAPE = Pattern.compile("%[0-9A-Fa-f]{2}");

    /** @throws IllegalArgumentException if the template has an unknown name or no body in it */
    static SignedContent of(String template) {
        List<String> parts = new ArrayList<>();
        Matcher matcher = PART.matcher(template);
        while (matcher.find()) {
            String part = matcher.group();
            if (part.startsWith("{") && !NAMES.contains(part)) {
                throw new IllegalArgumentException(part + " is not one of {body} {timestamp} {id} {method} {url}");
            }
            parts.add(part);
        }
        if (!parts.contains("{body}")) {
            throw new IllegalArgumentException("{body} is not in it, so a signature would fit any body");
        }
        return new SignedContent(List.copyOf(parts));
    }

    boolean has(String name) {
        return parts.contains(name);
    }

    boolean hasUrl() {
        return has("{url}") || has("{decoded-url}");
    }

    /** The bytes to sign, in pieces, so that the body is not copied. */
    List<byte[]> of(SignedRequest request, String timestamp, String id) {
        return parts.stream()
                .map(part -> switch (part) {
                    case "{body}" -> request.body();
                    case "{timestamp}" -> bytes(timestamp);
                    case "{id}" -> bytes(id);
                    case "{method}" -> bytes(request.method());
                    case "{url}" -> bytes(request.url());
                    case "{decoded-url}" -> bytes(decoded(request.url()));
                    default -> bytes(part);
                })
                .toList();
    }

    private static String decoded(String url) {
        return ESCAPE.matcher(url)
                .replaceAll(escape -> Matcher.quoteReplacement(HUBSPOT_ESCAPES.getOrDefault(
                        escape.group().toUpperCase(java.util.Locale.ROOT), escape.group())));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
