package io.leadhook.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonalDataTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "1", "1-", "@", "a@", "a.", "a@b.", "a@b.de", "a@b.c1", "+1", "+1 ", "+49-", "Ab"})
    void a_text_of_a_million_characters_is_masked_at_once(String repeated) {
        String text = repeated.repeat(1_000_000 / repeated.length());

        String masked = assertTimeoutPreemptively(
                Duration.ofSeconds(2), () -> PersonalData.maskedBody("{\"note\":\"" + text + "\"}"));

        assertThat(masked).startsWith("{\"note\":\"");
    }

    @Test
    void nothing_of_a_body_with_a_number_that_cannot_be_read_is_shown() {
        assertThat(PersonalData.maskedBody("{\"n\":1e99999999999,\"email\":\"ada@example.com\"}"))
                .isEqualTo("\"•••\"");
    }

    @ParameterizedTest
    @CsvSource({
        "write to ada@example.com, write to •••",
        "<ada.l+x@mail.example.com>, <•••>",
        "mailto:ada@example.com?subject=x, mailto:•••?subject=x",
        "ada@example.com1bob@example.org, ••••••",
        "ada@localhost@example.com, ada@•••",
        "'ada@example.com,bob@example.org', '•••,•••'",
        "@ada and ada@localhost, @ada and ada@localhost",
        "call +49 170 1234567 now, call ••• now",
    })
    void addresses_and_numbers_are_hidden_wherever_they_stand(String text, String masked) {
        assertThat(PersonalData.masked(text)).isEqualTo(masked);
    }
}
