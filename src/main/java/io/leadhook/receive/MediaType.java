package io.leadhook.receive;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which media types the public port takes: any, for senders are careless, but for those that are surely no JSON. */
final class MediaType {
    private static final Pattern CHARSET = Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\";\\s]*)");
    private static final Set<String> UTF_8 = Set.of("utf-8", "utf8", "us-ascii");

    private MediaType() {}

    static boolean isTaken(@Nullable String contentType) {
        if (contentType == null) {
            return true;
        }
        String type = contentType.strip().toLowerCase(Locale.ROOT);
        if (type.startsWith("multipart/") || type.startsWith("application/x-www-form-urlencoded")) {
            return false;
        }
        Matcher charset = CHARSET.matcher(type);
        return !charset.find() || UTF_8.contains(charset.group(1));
    }
}
