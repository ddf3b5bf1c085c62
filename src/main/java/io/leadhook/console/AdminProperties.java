package io.leadhook.console;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may use the console and the API.
 *
 * @param username the one administrator
 * @param password null: one is generated at the first start and logged once
 */
@ConfigurationProperties("leadhook.admin")
record AdminProperties(
        @DefaultValue("admin") String username, @Nullable String password) {
    private static final Set<String> OBVIOUS =
            Set.of("admin", "administrator", "password", "changeme", "change-me", "secret", "leadhook");

    /** What bcrypt looks at. */
    private static final int MAX_BYTES = 72;

    AdminProperties {
        if (username.isBlank()) {
            throw new IllegalArgumentException(
                    "leadhook.admin.username is empty: give a name, or leave the key out for 'admin'");
        }
        if (password != null) {
            check(username, password);
        }
    }

    private static void check(String username, String password) {
        String remedy = "; set another one, or leave the key out and one is generated at the first start";
        if (password.isBlank()) {
            throw new IllegalArgumentException("leadhook.admin.password is empty" + remedy);
        }
        if (OBVIOUS.contains(password.toLowerCase(Locale.ROOT)) || password.equalsIgnoreCase(username)) {
            throw new IllegalArgumentException("leadhook.admin.password is one that anybody would try first" + remedy);
        }
        if (password.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw new IllegalArgumentException("leadhook.admin.password is longer than 72 bytes" + remedy);
        }
    }

    /** Never the password. */
    @Override
    public String toString() {
        return "AdminProperties[username=" + username + "]";
    }
}
