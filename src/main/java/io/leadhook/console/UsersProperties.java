package io.leadhook.console;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may use the console and the API besides the administrator.
 *
 * @param users by name
 */
@ConfigurationProperties("leadhook")
record UsersProperties(@DefaultValue Map<String, User> users) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");

    UsersProperties {
        users = Map.copyOf(users);
        users.forEach(UsersProperties::check);
    }

    private static void check(String name, User user) {
        String key = "leadhook.users." + name;
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    key + ": a user's name has 1 to 64 letters, digits, dots, dashes, underscores or @");
        }
        if (user.password() == null) {
            throw new IllegalArgumentException(key + ".password is missing: set one, or take the user out");
        }
        PasswordRule.check(key + ".password", name, user.password(), "; set another one, or take the user out");
        if (user.role() == null) {
            throw new IllegalArgumentException(key + ".role is missing: it must be one of viewer, operator, admin");
        }
        Role.named(key + ".role", user.role());
    }

    /**
     * One user.
     *
     * @param role viewer, operator or admin
     */
    record User(@Nullable String password, @Nullable String role) {
        /** Never the password. */
        @Override
        public String toString() {
            return "User[role=" + role + "]";
        }
    }
}
