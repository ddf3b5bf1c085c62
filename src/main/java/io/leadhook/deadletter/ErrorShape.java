package io.leadhook.deadletter;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What remains of an error when that is taken out in which two of a kind differ: addresses' paths, ids, numbers, quoted
 * texts. Errors of one shape mostly have one cause. It also keeps what belongs to one lead out of headlines.
 */
public final class ErrorShape {
    private static final int MAX_LENGTH = 120;
    private static final Pattern STATUS = Pattern.compile("^HTTP (\\d{3})\\b");
    private static final Pattern PATH = Pattern.compile("(https?://[^\\s/?#\"'<>]+)[^\\s\"'<>:)]*");
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"|'[^']*'|\"[^\"]*$");
    private static final Pattern WITH_DIGIT = Pattern.compile("(?<![\\w/.:@…-])[\\w.@+-]*\\d[\\w.@+-]*");
    private static final Pattern ADDRESS = Pattern.compile("[\\w.+-]+@[\\w.-]+");

    private ErrorShape() {}

    /** One line, at most 120 characters. */
    public static String of(@Nullable String error) {
        if (error == null || error.isBlank()) {
            return "no error was kept";
        }
        String text = PATH.matcher(error).replaceAll("$1");
        text = QUOTED.matcher(text).replaceAll("…");
        text = ADDRESS.matcher(text).replaceAll("…");
        String head = "";
        var status = STATUS.matcher(text);
        if (status.find()) {
            head = status.group();
            text = text.substring(status.end());
        }
        text = WITH_DIGIT.matcher(text).replaceAll("…");
        text = (head + text)
                .replaceAll("\\s+", " ")
                .replaceAll("(…[\\s,:;{}\\[\\]]*){2,}", "… ")
                .strip();
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH - 1) + "…";
    }
}
