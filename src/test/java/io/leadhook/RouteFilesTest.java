package io.leadhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadhook.check.Fault;
import io.leadhook.check.RouteFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.FileSystemResource;
import org.yaml.snakeyaml.Yaml;

/** The shipped route files are an example to everybody who writes one, so they keep to more than Camel asks. */
class RouteFilesTest {
    private static final Pattern SECRET =
            Pattern.compile("(?i).*(secret|token|password|api-?key|authorization|credential|webhook-?url).*");

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            return files.filter(file -> file.toString().endsWith(".camel.yaml"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void the_shipped_files_have_no_fault() throws IOException {
        assertThat(check("file:routes/**/*.camel.yaml")).isEmpty();
    }

    @Test
    void the_example_that_explains_a_destination_has_no_fault(@TempDir Path folder) throws IOException {
        Matcher example = Pattern.compile("```yaml\\n(.+?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("routes/README.md")));
        assertThat(example.find()).isTrue();
        Files.writeString(folder.resolve("sales.camel.yaml"), example.group(1));

        assertThat(check("file:routes/**/*.camel.yaml,file:" + folder + "/*.camel.yaml"))
                .isEmpty();
    }

    private static List<Fault> check(String pattern) throws IOException {
        StandardEnvironment environment = new StandardEnvironment();
        for (String file : List.of("application.yaml", "src/main/resources/application.yaml")) {
            new YamlPropertySourceLoader()
                    .load(file, new FileSystemResource(file))
                    .forEach(environment.getPropertySources()::addLast);
        }
        return RouteFiles.matching(pattern).check(environment, Leadhook.class);
    }

    @ParameterizedTest
    @MethodSource("files")
    void a_file_fits_on_a_screen_and_says_first_what_it_is(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);

        assertThat(lines).hasSizeLessThanOrEqualTo(60);
        assertThat(lines.get(0)).startsWith("# ");
    }

    @ParameterizedTest
    @MethodSource("files")
    void what_an_operator_looks_for_has_an_id_because_it_is_its_name_in_metrics_and_jmx(Path file) throws IOException {
        Object root = load(file);
        Stream<Object> stepsOfRoutes = values(root, "from").stream()
                .flatMap(from -> ((List<?>) values(from, "steps").get(0)).stream());
        List<String> nameless = new ArrayList<>();
        stepsOfRoutes.forEach(step -> ((Map<?, ?>) step).forEach((name, content) -> {
            if (!(content instanceof Map<?, ?> map) || !map.containsKey("id")) {
                nameless.add(String.valueOf(name));
            }
        }));
        for (String calling : List.of("to", "toD", "process", "bean")) {
            for (Object content : values(root, calling)) {
                if (!(content instanceof Map<?, ?> map) || !map.containsKey("id")) {
                    nameless.add(calling + " " + content);
                }
            }
        }

        assertThat(nameless).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    void options_stand_in_a_parameters_block_and_hold_no_secret(Path file) throws IOException {
        Object root = load(file);

        assertThat(values(root, "uri")).noneMatch(uri -> uri.toString().contains("?"));
        assertThat(values(root, "parameters"))
                .flatMap(options -> ((Map<?, ?>) options).keySet())
                .noneMatch(option -> SECRET.matcher(option.toString()).matches());
    }

    private static Object load(Path file) throws IOException {
        return new Yaml().load(Files.readString(file));
    }

    /** All values of a key, at any depth. */
    private static List<Object> values(Object node, String key) {
        List<Object> found = new ArrayList<>();
        if (node instanceof Map<?, ?> map) {
            map.forEach((name, value) -> {
                if (name.equals(key)) {
                    found.add(value);
                }
                found.addAll(values(value, key));
            });
        } else if (node instanceof List<?> list) {
            list.forEach(item -> found.addAll(values(item, key)));
        }
        return found;
    }
}
