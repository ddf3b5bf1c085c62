package io.leadhook.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class DemoModeTest {
    // As the application.yaml that stands in the folder of a fresh clone.
    private static final Map<String, Object> SHIPPED = Map.of(
            "leadhook.sources.leads.scheme", "hmac-sha256",
            "leadhook.sources.leads.secrets", "${LEADS_WEBHOOK_SECRET:}");

    private final SpringApplication application = new SpringApplication();
    private final StandardEnvironment environment = new StandardEnvironment();

    @Test
    void with_nothing_configured_the_demo_begins() throws Exception {
        begin(SHIPPED);

        assertThat(isDemo()).isTrue();
        assertThat(value("leadhook.sources.leads.secrets")).hasSize(48).isEqualTo(value("LEADS_WEBHOOK_SECRET"));
        assertThat(value("leadhook.delivery.retry-delays")).isEqualTo("5s,10s,15s");
        assertThat(call("PUT", value("CRM_URL") + "/leads/1", "{}", "e1")).isEqualTo(200);
        assertThat(call("POST", value("SLACK_WEBHOOK_URL"), "{}", "e1")).isEqualTo(200);
        assertThat(call("POST", value("SCORING_URL"), "{}", "e1")).isEqualTo(200);
    }

    @Test
    void an_empty_folder_is_enough() {
        begin(Map.of());

        assertThat(value("leadhook.sources.leads.scheme")).isEqualTo("hmac-sha256");
    }

    @Test
    void each_start_makes_a_secret_of_its_own() {
        begin(SHIPPED);
        String first = value("LEADS_WEBHOOK_SECRET");
        environment.getPropertySources().remove(DemoMode.PROPERTY_SOURCE);
        begin(SHIPPED);

        assertThat(value("LEADS_WEBHOOK_SECRET")).isNotEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource({
        "LEADS_WEBHOOK_SECRET,x",
        "leadhook.sources.leads.secrets,x",
        "leadhook.sources.shop.secrets,x",
        "leadhook.sources.shop.secrets[0],x",
        "CRM_URL,http://crm.example",
        "SLACK_WEBHOOK_URL,http://slack.example",
        "SCORING_URL,http://scoring.example",
        "leadhook.demo,false"
    })
    void whatever_is_configured_keeps_the_demo_off(String key, String value) {
        begin(with(key, value));

        assertThat(isDemo()).isFalse();
        assertThat(environment.getProperty("leadhook.delivery.retry-delays")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"LEADS_WEBHOOK_SECRET", "CRM_URL", "leadhook.sources.shop.secrets"})
    void what_is_blank_is_not_configured(String key) {
        begin(with(key, " "));

        assertThat(isDemo()).isTrue();
    }

    @Test
    void a_sub_command_starts_no_demo() {
        begin(with("nonOptionArgs", "validate"));

        assertThat(isDemo()).isFalse();
    }

    @Test
    void a_program_without_ports_starts_no_demo() {
        application.setWebApplicationType(WebApplicationType.NONE);
        begin(SHIPPED);

        assertThat(isDemo()).isFalse();
    }

    @Test
    void retry_delays_of_the_user_s_own_stay() {
        begin(with("leadhook.delivery.retry-delays", "1s"));

        assertThat(value("leadhook.delivery.retry-delays")).isEqualTo("1s");
    }

    @Test
    void the_stand_ins_stop_with_the_hub() {
        begin(SHIPPED);
        GenericApplicationContext context = new GenericApplicationContext();
        context.setEnvironment(environment);
        application.getInitializers().forEach(initializer -> initialize(initializer, context));
        context.refresh();
        context.publishEvent(new ContextClosedEvent(context));

        assertThat(reachable(value("CRM_URL"))).isFalse();
    }

    private void begin(Map<String, Object> configuration) {
        environment.getPropertySources().remove("test");
        environment.getPropertySources().addFirst(new MapPropertySource("test", configuration));
        new DemoMode().postProcessEnvironment(environment, application);
    }

    private static Map<String, Object> with(String key, String value) {
        Map<String, Object> configuration = new HashMap<>(SHIPPED);
        configuration.put(key, value);
        return configuration;
    }

    private boolean isDemo() {
        return environment.getPropertySources().contains(DemoMode.PROPERTY_SOURCE);
    }

    private String value(String key) {
        return environment.getRequiredProperty(key);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static void initialize(
            org.springframework.context.ApplicationContextInitializer initializer, GenericApplicationContext context) {
        initializer.initialize(context);
    }

    private static boolean reachable(String url) {
        try {
            call("PUT", url + "/leads/1", "{}", null);
            return true;
        } catch (IOException refused) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static int call(String method, String url, String body, @Nullable String eventId)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url)).method(method, HttpRequest.BodyPublishers.ofString(body));
        if (eventId != null) {
            request.header("Idempotency-Key", eventId);
        }
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }
}
