package io.leadhook.delivery;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes an error fit for logs, tables and the console: no secrets, no control characters, at most {@value #MAX}
 * characters. What a receiver answers is its own text and may quote our request, so it is cleaned as well. Stateless.
 */
final class ErrorText {
    static final int MAX = 4000;

    /** What is looked at at all: a little more than is kept, since what is replaced by *** gets shorter. */
    private static final int READ = MAX + 1_000;

    private static final Pattern URL =
            Pattern.compile("(https?://)([^\\s/?#\"'<>]*)([^\\s?#\"'<>]*)([?#][^\\s\"'<>)]*)?");
    private static final Pattern CREDENTIALS =
            Pattern.compile("(?i)\\b(bearer|basic)[ \\t]+[A-Za-z0-9+/=._~-]+|\\bxox[a-z]-[A-Za-z0-9-]+");
    /** Begins with its fixed words, not with what may stand before them: else a long word costs the square of its length. */
    static final Pattern NAMED_SECRET = Pattern.compile(
            "(?i)((?:token|secret|password|api[-_]?key|authorization)\"?\\s*[=:]\\s*)(\"[^\"]*(?:\"|\\z)|[^\\s,;&})]+)");

    private ErrorText() {}

    static String of(String raw) {
        String text = raw.length() > READ ? raw.substring(0, READ) : raw;
        // Where the text was cut, nobody knows whether a host name begins or a password.
        int cut = raw.length() > READ ? READ : Integer.MAX_VALUE;
        text = URL.matcher(text)
                .replaceAll(found -> found.end(2) >= cut
                        ? found.group(1) + "***"
                        : Matcher.quoteReplacement(bare(found.group(1), found.group(2), found.group(3))));
        text = CREDENTIALS.matcher(text).replaceAll("***");
        text = NAMED_SECRET.matcher(text).replaceAll("$1***");
        return escaped(text);
    }

    /** User info, query and fragment can hold a secret anywhere; at Slack the path is the secret. */
    private static String bare(String scheme, String authority, String path) {
        String host = authority.substring(authority.lastIndexOf('@') + 1);
        return scheme + host + (isSlack(host, path) ? "/***" : path);
    }

    private static boolean isSlack(String host, String path) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.contains("slack") || path.startsWith("/services/");
    }

    private static String escaped(String text) {
        StringBuilder out = new StringBuilder(Math.min(text.length(), MAX) + 16);
        int next;
        for (int i = 0; i < text.length(); i = next) {
            int character = text.codePointAt(i);
            next = i + Character.charCount(character);
            String part = isInvisible(character) ? String.format("\\u%04x", character) : text.substring(i, next);
            if (out.length() + part.length() > MAX - 1) {
                return out.append('…').toString();
            }
            out.append(part);
        }
        return out.toString();
    }

    /** Control and format characters: line ends forge log lines, direction marks forge what is read. */
    private static boolean isInvisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }
}
