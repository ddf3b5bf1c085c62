package io.leadhook.receive;

import static io.leadhook.receive.SourceFixture.properties;
import static io.leadhook.receive.SourceFixture.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class SourcesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "${LEADS_SECRET}",
                "changeme",
                "change-me",
                "CHANGE_ME",
                "secret",
                "my-secret",
                "your_webhook_secret",
                "your-secret-here",
                "password",
                "password1",
                "xxxxxxxxxxxxxxxx",
                "0000000000",
                "<your secret>",
                "placeholder",
                "a9!k2"
            })
    void a_secret_that_protects_nothing_stops_the_start(String secret) {
        assertThatThrownBy(() -> source(properties("github", secret)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("leadhook.sources.github.secrets ")
                .hasMessageContaining("LEADHOOK_SOURCES_GITHUB_SECRETS")
                .hasMessageContaining("leadhook.sources.github.enabled to false")
                .satisfies(e -> assertThat(secret.isBlank()
                                || !String.valueOf(e.getMessage()).contains(": " + secret))
                        .isTrue());
    }

    @Test
    void no_message_and_no_text_form_has_a_secret_in_it() {
        SourcesProperties properties = properties("close", "canary-not-hex");

        assertThatThrownBy(() -> source(properties))
                .hasMessageContaining("is not valid hex")
                .hasNoCause()
                .message()
                .doesNotContain("canary");
        assertThat(properties.toString()).doesNotContain("canary");
        assertThat(source(properties("github", "canary-canary")).toString()).doesNotContain("canary");
    }

    @Test
    void the_second_of_two_secrets_is_looked_at_too() {
        assertThatThrownBy(() -> source(properties("github", "a-good-secret-1", "")))
                .hasMessageContaining("leadhook.sources.github.secrets (number 2) is empty");
        assertThatThrownBy(() -> source(properties("github"))).hasMessageContaining("secrets is empty");
    }

    @Test
    void an_unknown_scheme_stops_the_start_and_names_those_there_are() {
        assertThatThrownBy(() -> source(properties("githup", "a-good-secret-1")))
                .hasMessage("leadhook.sources.githup.scheme is 'githup'; set it to one of basic, bearer, calendly,"
                        + " close, github, hmac-sha256, hubspot-v3, intercom, klozeo, shopify, slack,"
                        + " standard-webhooks, stripe, typeform, custom");
    }

    @Test
    void a_scheme_that_signs_the_url_needs_the_public_one() {
        WebhookProperties without = new WebhookProperties(
                0, "127.0.0.1", DataSize.ofMegabytes(1), 200, null, 600, 1_000_000, DataSize.ofMegabytes(200));

        assertThatThrownBy(() -> Sources.of(properties("hubspot-v3", "a-good-secret-1"), without, Clock.systemUTC()))
                .hasMessageContaining("leadhook.webhooks.public-url");
    }

    @Test
    void a_fetch_that_cannot_be_stops_the_start_by_key_and_value() {
        var fetch = new SourceProperties.Fetch(
                "leads.example/{lead_id}",
                "canary-token",
                Duration.ofSeconds(5),
                Duration.ofMinutes(1),
                10,
                Duration.ofSeconds(60));

        assertThatThrownBy(() -> source(SourceFixture.fetching(fetch, "a-good-secret-1")))
                .hasMessageStartingWith("leadhook.sources.github.fetch.url is 'leads.example/{lead_id}', but ")
                .message()
                .doesNotContain("canary");
        assertThat(fetch.toString()).doesNotContain("canary");
    }

    @Test
    void leave_to_send_is_given_to_senders_of_cloud_events_alone_and_by_name() {
        assertThatThrownBy(() -> source(SourceFixture.allowing("json", "events.example")))
                .hasMessage(
                        "leadhook.sources.github.allowed-origins is [events.example], but only senders of CloudEvents"
                                + " ask for leave; set format to cloudevents, or leave it out");
        assertThatThrownBy(() -> source(SourceFixture.allowing("cloudevents", "a\r\nb")))
                .hasMessageStartingWith("leadhook.sources.github.allowed-origins has '");
    }

    @Test
    void the_port_refuses_values_out_of_range_by_name() {
        assertThatThrownBy(() -> new WebhookProperties(
                        8080, "::", DataSize.ofMegabytes(2), 200, null, 600, 1_000_000, DataSize.ofMegabytes(200)))
                .hasMessage("leadhook.webhooks.max-body-size is 2097152B; set it to a size from 1KB to 1MB");
        assertThatThrownBy(() -> new WebhookProperties(
                        8080, "::", DataSize.ofMegabytes(1), 302, null, 600, 1_000_000, DataSize.ofMegabytes(200)))
                .hasMessageContaining("leadhook.webhooks.ack-status is 302");
        assertThatThrownBy(() -> new WebhookProperties(
                        70_000, "::", DataSize.ofMegabytes(1), 200, null, 600, 1_000_000, DataSize.ofMegabytes(200)))
                .hasMessageContaining("leadhook.webhooks.port is 70000");
    }
}
