package io.leadhook.check;

import java.util.List;
import java.util.Map;
import org.apache.camel.Processor;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class BrokenRoutesTest {
    private static final String FOLDER = "src/test/resources/broken-routes/";

    @Test
    void prints() {
        check("file:" + FOLDER + "*.camel.yaml")
                .forEach(f -> System.out.println(f.toString().replace(FOLDER, "")));
        System.out.println(check("file:src/test/resources/sound-routes/*.camel.yaml"));
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

    static class Greeting {
        public String hello() {
            return "hello";
        }
    }
}
