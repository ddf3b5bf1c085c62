package io.leadhook.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorShapeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP 422 from http://crm/leads/lead_1|HTTP 422 from http://crm/leads/lead_2",
                "HTTP 422 from http://crm/leads/a: \"ada@example.com\" is taken|HTTP 422 from http://crm/leads/b: \"bob@example.com\" is taken",
                "HTTP 400: lead 17 has no owner|HTTP 400: lead 4711 has no owner",
                "the address ada@example.com bounced|the address bob@example.org bounced",
            })
    void errors_that_differ_in_their_lead_only_have_one_shape(String one, String other) {
        assertThat(ErrorShape.of(one)).isEqualTo(ErrorShape.of(other));
        assertThat(ErrorShape.of(one)).doesNotContain("ada", "lead_1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP 422 from http://crm/leads/1|HTTP 400 from http://crm/leads/1",
                "HTTP 422 from http://crm/leads/1|HTTP 422 from http://scoring/leads/1",
                "Connection refused|Read timed out",
            })
    void errors_of_another_kind_have_another_shape(String one, String other) {
        assertThat(ErrorShape.of(one)).isNotEqualTo(ErrorShape.of(other));
    }

    @Test
    void a_shape_is_one_short_line() {
        assertThat(ErrorShape.of("a\nb\tc " + "word ".repeat(100))).hasSize(120).doesNotContain("\n");
        assertThat(ErrorShape.of(null)).isEqualTo("no error was kept");
    }
}
