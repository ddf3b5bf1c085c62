package io.leadhook.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Everybody who may log in, from the configuration. */
final class Accounts {
    private Accounts() {}

    /** @throws IllegalArgumentException if two of them have one name */
    static List<Account> of(AdminProperties admin, UsersProperties others, PasswordEncoder encoder, JdbcClient jdbc) {
        if (others.users().containsKey(admin.username())) {
            throw new IllegalArgumentException("leadhook.users." + admin.username()
                    + " has the name of leadhook.admin.username: give one of them another name");
        }
        List<Account> accounts = new ArrayList<>();
        accounts.add(new Account(admin.username(), new AdminPassword(admin, encoder, jdbc).hash(), Role.ADMIN));
        others.users().forEach((name, user) -> {
            String hash = encoder.encode(Objects.requireNonNull(user.password(), "checked when it was bound"));
            String role = Objects.requireNonNull(user.role(), "checked when it was bound");
            accounts.add(new Account(name, hash, Role.named("leadhook.users." + name + ".role", role)));
        });
        return accounts;
    }
}
