package io.leadhook.console;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** Which configured passwords are refused, because they protect nothing or are not looked at whole. */
final class PasswordRule {
    private static final Set<String> OBVIOUS =
            Set.of("admin", "administrator", "password", "changeme", "change-me", "secret", "leadhook");

    /** What bcrypt looks at. */
    private static final int MAX_BYTES = 72;

    private PasswordRule() {}

    /** @throws IllegalArgumentException naming the key and the way out, never the password */
    static void check(String key, String username, String password, String remedy) {
        if (password.isBlank()) {
            throw new IllegalArgumentException(key + " is empty" + remedy);
        }
        if (OBVIOUS.contains(password.toLowerCase(Locale.ROOT)) || password.equalsIgnoreCase(username)) {
            throw new IllegalArgumentException(key + " is one that anybody would try first" + remedy);
        }
        if (password.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw new IllegalArgumentException(key + " is longer than 72 bytes" + remedy);
        }
    }
}
