package io.leadhook.console;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** What a user may do. Each role may do what the ones before it may. */
enum Role {
    /** Looks, and sees personal data masked. */
    VIEWER,
    /** Replays, discards, pauses, and sees personal data. */
    OPERATOR,
    /** Starts and stops routes, and has secrets read again. */
    ADMIN;

    /** @throws IllegalArgumentException naming the key, if there is no such role */
    static Role named(String key, String name) {
        return Arrays.stream(values())
                .filter(role -> role.lowerCase().equals(name.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        key + " is '" + name + "': it must be one of viewer, operator, admin"));
    }

    String lowerCase() {
        return name().toLowerCase(Locale.ROOT);
    }

    List<GrantedAuthority> authorities() {
        return Arrays.stream(values())
                .filter(role -> role.compareTo(this) <= 0)
                .map(role -> new SimpleGrantedAuthority("ROLE_" + role.name()))
                .collect(Collectors.toUnmodifiableList());
    }
}
