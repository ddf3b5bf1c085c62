package io.leadhook.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

class ConfigurationTest {
    private static final String FOLDER = "src/test/resources/broken-configuration/";

    @Test
    void a_key_that_stands_twice_is_named_with_its_line() {
        assertThat(Configuration.unreadable(List.of(Path.of(FOLDER + "twice.yaml"))))
                .extracting(Fault::toString)
                .containsExactly(FOLDER
                        + "twice.yaml:3: 'data-dir' stands here twice, first in line 2; only one of them would count");
    }

    @Test
    void unknown_keys_and_refused_values_are_named_with_file_and_line() {
        try (Configuration configuration = Configuration.open(
                Settings.class,
                "--spring.config.location=file:" + FOLDER + "application.yaml",
                "--leadhook.probe.windw=1s")) {
            assertThat(configuration.check())
                    .extracting(fault -> fault.toString().replace(FOLDER, ""))
                    .containsExactly(
                            "command line: leadhook.probe.windw is not a key of Leadhook,"
                                    + " did you mean 'leadhook.probe.window'?",
                            "application.yaml:2: leadhook.data-dri is not a key of Leadhook,"
                                    + " did you mean 'leadhook.data-dir'?",
                            "application.yaml:4: leadhook.probe.port = eighty is not a whole number",
                            "application.yaml:5: leadhook.probe.prot is not a key of Leadhook,"
                                    + " did you mean 'leadhook.probe.port'?",
                            "application.yaml:6: leadhook.probe: window is PT-1S; it must not be negative",
                            "application.yaml:10: leadhook.probe.things.first.colour is not a key of Leadhook,"
                                    + " did you mean 'leadhook.probe.things.first.color'?");
        }
    }

    /** As Spring reads them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "leadhook.data-dir",
                "leadhook.dataDir",
                "leadhook.data_dir",
                "leadhook.delivery.retryDelays",
                "leadhook.delivery.retry-delays[1]",
                "leadhook.sources.my-leads.event.type-map.contact",
                "leadhook.sources.my-leads.event.typeMap[lead/created.v2]",
                "leadhook.sources[my.leads].scheme"
            })
    void a_key_is_known_in_any_form(String key) {
        assertThat(new KnownKeys("leadhook.").knows(key)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"leadhook.datadirs", "leadhook.sources.my-leads.event.type-maps[lead/created]"})
    void a_misspelt_key_is_known_in_none(String key) {
        assertThat(new KnownKeys("leadhook.").knows(key)).isFalse();
    }

    @EnableConfigurationProperties({Probe.class, Number.class})
    private static final class Settings {}

    /** @param things by name */
    @ConfigurationProperties("leadhook.probe")
    record Probe(
            @DefaultValue("1s") Duration window,
            @DefaultValue Map<String, Thing> things) {
        Probe {
            if (window.isNegative()) {
                throw new IllegalArgumentException("window is " + window + "; it must not be negative");
            }
        }
    }

    record Thing(
            @DefaultValue("1") int size,
            @DefaultValue("blue") String color,
            @DefaultValue Map<String, String> tags) {}

    @ConfigurationProperties("leadhook.probe")
    record Number(
            @DefaultValue("1") int port, @DefaultValue("") String apiToken) {}
}
