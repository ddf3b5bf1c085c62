package io.leadhook.console;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * The hash that passwords are compared with: of the configured password, or of one that is generated at the very first
 * start. Of the generated one only the hash is kept, so the log line of that start is the one place where it stands.
 */
final class AdminPassword {
    private static final Logger LOG = LoggerFactory.getLogger(AdminPassword.class);
    private static final String SETTING = "admin_password_hash";
    private static final int RANDOM_BYTES = 18;

    private final AdminProperties properties;
    private final PasswordEncoder encoder;
    private final JdbcClient jdbc;

    AdminPassword(AdminProperties properties, PasswordEncoder encoder, JdbcClient jdbc) {
        this.properties = properties;
        this.encoder = encoder;
        this.jdbc = jdbc;
    }

    String hash() {
        String configured = properties.password();
        return configured == null ? stored().orElseGet(this::generate) : encoder.encode(configured);
    }

    private String generate() {
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        String hash = encoder.encode(password);
        try {
            jdbc.sql("insert into setting (name, content) values (:name, :hash)")
                    .param("name", SETTING)
                    .param("hash", hash)
                    .update();
        } catch (DuplicateKeyException otherReplicaWasFaster) {
            return stored().orElseThrow(() -> otherReplicaWasFaster);
        }
        LOG.info(
                "Console and API: user {}, password {} (generated now, shown this once; "
                        + "leadhook.admin.password sets one of your own)",
                properties.username(),
                password);
        return hash;
    }

    private Optional<String> stored() {
        return jdbc.sql("select content from setting where name = :name")
                .param("name", SETTING)
                .query(String.class)
                .optional();
    }
}
