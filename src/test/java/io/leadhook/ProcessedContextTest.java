package io.leadhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aot.AotDetector;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.logging.DeferredLogs;
import org.springframework.core.SpringProperties;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class ProcessedContextTest {
    private static final String OF_THE_JAR =
            "Config resource 'class path resource [application.yaml]' via location 'optional:classpath:/'";
    private static final String OF_THE_USER =
            "Config resource 'file [application.yaml]' via location 'optional:file:./'";

    private final StandardEnvironment environment = new StandardEnvironment();

    ProcessedContextTest() {
        // Whatever is set where the tests run.
        environment.getPropertySources().remove(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
        environment.getPropertySources().remove(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
    }

    @AfterEach
    void forget() {
        SpringProperties.setProperty(AotDetector.AOT_ENABLED, null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "leadhook.sources.leads.secrets",
                "leadhook.demo",
                "crm.url",
                "CRM_URL",
                "slack.rate-per-second",
                "logging.level.root",
                "server.port",
                "server.address",
                "spring.datasource.url",
                "spring.datasource.hikari.maximum-pool-size",
                "spring.config.import",
                "spring.config.import[0]",
                "spring.application.pid",
                "spring.aot.enabled"
            })
    void keys_that_no_condition_asks_for_leave_the_processed_context_as_it_is(String key) {
        set(OF_THE_USER, key);

        assertThat(undecided()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "management.endpoints.web.exposure.include",
                "management.server.port",
                "spring.mail.host",
                "spring.jmx.enabled",
                "spring.profiles.active",
                "spring.autoconfigure.exclude[0]",
                "server.ssl.bundle",
                "spring.datasource.type",
                "spring.datasource.urls",
                "camel.health.enabled",
                "hawtio.authenticationEnabled",
                "camel.component.nobody-has-thought-of.it"
            })
    void any_other_key_of_spring_and_camel_does_not(String key) {
        set(OF_THE_USER, key);

        assertThat(undecided()).isPresent();
    }

    @Test
    void what_the_jar_itself_sets_was_known() {
        set(OF_THE_JAR, "spring.jmx.enabled");

        assertThat(undecided()).isEmpty();
    }

    @Test
    void the_environment_counts_in_its_own_spelling() {
        environment
                .getPropertySources()
                .addLast(new SystemEnvironmentPropertySource(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        Map.of("SPRING_DATASOURCE_URL", "x", "SPRINGS_OF_WATER", "x", "SPRING_MAIL_HOST", "x")));

        assertThat(undecided()).contains("spring.mail.host");
    }

    @Test
    void the_hub_starts_from_it_where_nothing_undecided_is_set() {
        begin(Leadhook.class);

        assertThat(AotDetector.useGeneratedArtifacts()).isTrue();
    }

    @Test
    void the_hub_starts_without_it_where_something_is() {
        set(OF_THE_USER, "management.endpoints.web.exposure.include");
        begin(Leadhook.class);

        assertThat(AotDetector.useGeneratedArtifacts()).isFalse();
    }

    @Test
    void a_command_has_a_context_of_its_own() {
        begin(ProcessedContextTest.class);

        assertThat(AotDetector.useGeneratedArtifacts()).isFalse();
    }

    @Test
    void without_being_asked_for_it_is_not_used() {
        new ProcessedContext(new DeferredLogs()).postProcessEnvironment(environment, of(Leadhook.class));

        assertThat(AotDetector.useGeneratedArtifacts()).isFalse();
    }

    private void begin(Class<?> source) {
        SpringProperties.setProperty(AotDetector.AOT_ENABLED, "true");
        new ProcessedContext(new DeferredLogs()).postProcessEnvironment(environment, of(source));
    }

    private static SpringApplication of(Class<?> source) {
        return new SpringApplication(source);
    }

    private void set(String source, String key) {
        environment.getPropertySources().addFirst(new MapPropertySource(source, Map.of(key, "x")));
    }

    private Optional<String> undecided() {
        return ProcessedContext.undecided(environment).map(ConfigurationPropertyName::toString);
    }
}
