package io.leadhook.console;

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
    AdminProperties {
        if (username.isBlank()) {
            throw new IllegalArgumentException(
                    "leadhook.admin.username is empty: give a name, or leave the key out for 'admin'");
        }
        if (password != null) {
            PasswordRule.check(
                    "leadhook.admin.password",
                    username,
                    password,
                    "; set another one, or leave the key out and one is generated at the first start");
        }
    }

    /** Never the password. */
    @Override
    public String toString() {
        return "AdminProperties[username=" + username + "]";
    }
}
