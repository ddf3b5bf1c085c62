package io.leadhook.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FetchUrlTest {
    private static final String TEMPLATE = "https://leads.example/api/{lead_id}?event={event_id}";

    @Test
    void values_are_put_in_percent_encoded_and_never_looked_at_again() {
        assertThat(FetchUrl.of(TEMPLATE).of("{event_id}", "{lead_id}"))
                .isEqualTo("https://leads.example/api/%7Bevent_id%7D?event=%7Blead_id%7D");
        assertThat(FetchUrl.of(TEMPLATE).of("../x", "a&b=c"))
                .isEqualTo("https://leads.example/api/..%2Fx?event=a%26b%3Dc");
        assertThat(FetchUrl.of(TEMPLATE).of("a\r\nHost: evil", "{{env:HOME}}"))
                .isEqualTo("https://leads.example/api/a%0D%0AHost%3A%20evil?event=%7B%7Benv%3AHOME%7D%7D");
    }

    @Test
    void whatever_a_lead_is_called_the_host_and_the_path_stay() {
        FetchUrl url = FetchUrl.of(TEMPLATE);
        for (int character = 1; character < 0x300; character++) {
            URI uri = URI.create(url.of(Character.toString(character).repeat(2) + "@evil.example", "1"));
            assertThat(uri.getHost()).isEqualTo("leads.example");
            assertThat(uri.getRawPath().split("/")).hasSize(3);
            assertThat(uri.getRawQuery()).isEqualTo("event=1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {".", ".."})
    void what_is_called_like_a_step_in_a_path_is_not_put_into_one(String dots) {
        FetchUrl path = FetchUrl.of("https://leads.example/api/events/{event_id}/lead?lead={lead_id}");

        assertThatThrownBy(() -> path.of("1", dots))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the event id is '" + dots
                        + "', which would be another path of fetch.url; put it into the query");
        assertThatThrownBy(() -> FetchUrl.of(TEMPLATE).of(dots, "1")).hasMessageStartingWith("the lead id is '");
        assertThat(path.of(dots, "...")).isEqualTo("https://leads.example/api/events/.../lead?lead=" + dots);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "leads.example/{lead_id}",
                "ftp://leads.example/{lead_id}",
                "https://{lead_id}.leads.example/",
                "https://leads.example:{lead_id}/",
                "https:///{lead_id}",
                "https://leads.example/{lead}",
                "https://leads.example/{{env:HOME}}/{lead_id}",
                "https://leads.example/a b",
                "https://leads.example/{lead_id}#top"
            })
    void a_template_that_is_no_such_url_is_refused_by_key_and_value(String template) {
        assertThatThrownBy(() -> FetchUrl.of(template))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("fetch.url is '" + template.replaceFirst("#.*", "?…") + "', but ");
    }

    @Test
    void a_refusal_repeats_no_credentials() {
        assertThatThrownBy(() -> FetchUrl.of("https://user:canary@leads.example/{lead_id}?key=canary"))
                .hasMessageContaining("credentials belong into fetch.token")
                .message()
                .doesNotContain("canary");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "99|60000|10|60|fetch.timeout is 99ms; allowed: 100ms to 15s",
                "15001|60000|10|60|fetch.timeout is 15001ms; allowed: 100ms to 15s",
                "5000|-1|10|60|fetch.cache is -1ms; allowed: 0s to 1h",
                "5000|60000|0|60|fetch.rate-per-second is 0.0; set it to a number above 0, at most 1000",
                "5000|60000|NaN|60|fetch.rate-per-second is NaN; set it to a number above 0, at most 1000",
                "5000|60000|10|0|fetch.give-up-after is 0s; allowed: 1s to 1h"
            })
    void a_value_out_of_range_is_refused_by_key_and_value(
            long timeout, long cache, double rate, long giveUp, String message) {
        assertThatThrownBy(() -> FetchSettings.of(
                        TEMPLATE,
                        "",
                        Duration.ofMillis(timeout),
                        Duration.ofMillis(cache),
                        rate,
                        Duration.ofSeconds(giveUp)))
                .hasMessage(message);
    }

    @Test
    void a_token_that_would_be_two_header_lines_is_refused_and_not_repeated() {
        assertThatThrownBy(() -> FetchSettings.of(
                        TEMPLATE,
                        "canary\r\nX-Evil: 1",
                        Duration.ofSeconds(5),
                        Duration.ZERO,
                        10,
                        Duration.ofSeconds(60)))
                .hasMessageStartingWith("fetch.token has characters that no header can have")
                .message()
                .doesNotContain("canary");
    }
}
