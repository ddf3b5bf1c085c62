package io.leadhook.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.support.DefaultEndpoint;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class BrokenRoutesTest {
    private static final String FOLDER = "src/test/resources/broken-routes/";

    @Test
    void every_kind_of_fault_is_named_with_file_and_line() throws IOException {
        List<String> expected = Files.readAllLines(Path.of(FOLDER, "expected.txt"));

        List<Fault> faults = check("file:" + FOLDER + "*.camel.yaml");

        assertThat(faults)
                .extracting(fault -> fault.toString().replace(FOLDER, ""))
                .containsExactlyElementsOf(expected);
    }

    @Test
    void every_broken_file_is_named() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(FOLDER))) {
            List<String> broken = files.map(Path::toString)
                    .filter(file -> file.endsWith(".camel.yaml"))
                    .toList();

            assertThat(check("file:" + FOLDER + "*.camel.yaml"))
                    .extracting(Fault::file)
                    .containsAll(broken);
        }
    }

    @Test
    void a_sound_file_is_let_through_and_nothing_of_it_is_run() {
        assertThat(check("file:src/test/resources/sound-routes/*.camel.yaml")).isEmpty();
    }

    @Test
    void a_pattern_that_finds_no_file_is_a_fault() {
        assertThat(check("file:src/test/resources/no-such-folder/*.camel.yaml"))
                .extracting(Fault::toString)
                .containsExactly("file:src/test/resources/no-such-folder/*.camel.yaml: no route file is there."
                        + " Start the hub in the folder that has routes/, or name another place,"
                        + " as in leadhook.routes=file:/etc/leadhook/**/*.camel.yaml");
    }

    static List<Fault> check(String pattern) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addLast(new MapPropertySource(
                        "test",
                        Map.of("set.here", "yes", "camel.component.slack.webhook-url", "http://localhost:1/x")));
        return RouteFiles.matching(pattern).check(environment, Application.class);
    }

    static class Application {
        @Bean
        Greeting greeting() {
            throw new IllegalStateException("a check makes no beans");
        }

        @Bean
        Processor polite() {
            throw new IllegalStateException("a check makes no beans");
        }
    }

    /** A stand-in is made for it because it is an endpoint in the application's package. */
    @UriEndpoint(scheme = "standin", syntax = "standin:name", title = "Stand-in", firstVersion = "1")
    static class OwnEndpoint extends DefaultEndpoint {
        @Override
        public Producer createProducer() {
            throw new IllegalStateException("a check makes no endpoints of ours");
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            throw new IllegalStateException("a check makes no endpoints of ours");
        }

        public void setConcurrency(int concurrency) {
            throw new IllegalStateException("a check makes no endpoints of ours: " + concurrency);
        }
    }

    static class Greeting {
        public String hello() {
            return "hello";
        }
    }
}
