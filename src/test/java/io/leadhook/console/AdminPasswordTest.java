package io.leadhook.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.leadhook.testing.LogLines;
import io.leadhook.testing.TestDatabase;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

@ExtendWith(OutputCaptureExtension.class)
class AdminPasswordTest {
    private final PasswordEncoder encoder = new BCryptPasswordEncoder(4);

    @Test
    void a_generated_password_is_logged_once_and_holds_over_restarts() {
        try (TestDatabase database = TestDatabase.h2();
                LogLines log = new LogLines(AdminPassword.class)) {
            AdminProperties nothingConfigured = new AdminProperties("admin", null);

            String first = new AdminPassword(nothingConfigured, encoder, database.jdbc()).hash();
            String second = new AdminPassword(nothingConfigured, encoder, database.jdbc()).hash();

            Matcher line = Pattern.compile("user admin, password (\\S+) ").matcher(log.text());
            assertThat(line.find()).isTrue();
            assertThat(encoder.matches(line.group(1), first)).isTrue();
            assertThat(line.find()).isFalse();
            assertThat(second).isEqualTo(first);
        }
    }

    @Test
    void a_configured_password_is_neither_logged_nor_stored(CapturedOutput log) {
        try (TestDatabase database = TestDatabase.h2()) {
            String hash =
                    new AdminPassword(new AdminProperties("admin", "s3same open"), encoder, database.jdbc()).hash();

            assertThat(encoder.matches("s3same open", hash)).isTrue();
            assertThat(log.getAll()).doesNotContain("s3same");
            assertThat(database.jdbc()
                            .sql("select count(*) from setting")
                            .query(Long.class)
                            .single())
                    .isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "admin", "Password", "changeme", "boss"})
    void a_password_that_protects_nothing_is_refused(String password) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AdminProperties("boss", password))
                .withMessageContaining("leadhook.admin.password")
                .withMessageContaining("leave the key out");
    }

    @Test
    void properties_do_not_show_the_password() {
        assertThat(new AdminProperties("boss", "s3same open").toString()).doesNotContain("s3same");
    }
}
