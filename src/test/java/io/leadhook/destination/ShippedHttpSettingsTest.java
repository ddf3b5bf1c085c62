package io.leadhook.destination;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.slack.SlackComponent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The shipped application.yaml sets camel-http and camel-slack up as the hub's safety needs it. */
class ShippedHttpSettingsTest {
    @Configuration
    @EnableAutoConfiguration(exclude = {DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
    @Import(BoundedHttpClient.class)
    static class Application {}

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void both_http_components_are_bounded_and_do_nothing_by_themselves(String name) {
        try (ConfigurableApplicationContext application = start()) {
            HttpComponent http = application.getBean(CamelContext.class).getComponent(name, HttpComponent.class);

            assertThat(http.getHttpClientConfigurer()).isInstanceOf(BoundedHttpClient.class);
            assertThat(http.isAutomaticRetriesDisabled()).isTrue();
            assertThat(http.isFollowRedirects()).isFalse();
            assertThat(http.isCookieManagementDisabled()).isTrue();
        }
    }

    /** Ten minutes and 256 are the most that a destination may ask for. */
    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void no_component_ends_or_holds_up_an_attempt_before_its_destination_does(String name) {
        try (ConfigurableApplicationContext application = start()) {
            HttpComponent http = application.getBean(CamelContext.class).getComponent(name, HttpComponent.class);

            assertThat(http.getSoTimeout()).isEqualTo(600_000);
            assertThat(http.getResponseTimeout()).isEqualTo(600_000);
            assertThat(http.getConnectionsPerRoute()).isEqualTo(256);
            assertThat(http.getMaxTotalConnections()).isGreaterThanOrEqualTo(256);
        }
    }

    @Test
    void slack_has_the_webhook_on_its_component() {
        try (ConfigurableApplicationContext application = start("--SLACK_WEBHOOK_URL=http://127.0.0.1:1/services/x")) {
            assertThat(slackWebhook(application)).isEqualTo("http://127.0.0.1:1/services/x");
        }
    }

    @Test
    void slack_loads_when_it_is_not_configured() {
        try (ConfigurableApplicationContext application = start("--SLACK_WEBHOOK_URL=")) {
            assertThat(slackWebhook(application)).isEqualTo("http://slack-webhook-url.not-configured.invalid");
        }
    }

    private static String slackWebhook(ConfigurableApplicationContext application) {
        return application
                .getBean(CamelContext.class)
                .getComponent("slack", SlackComponent.class)
                .getWebhookUrl();
    }

    private static ConfigurableApplicationContext start(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--camel.main.routes-collector-enabled=false");
        // The store belongs to the rest of the hub.
        all.add("--management.endpoint.health.validate-group-membership=false");
        return new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .run(all.toArray(String[]::new));
    }
}
