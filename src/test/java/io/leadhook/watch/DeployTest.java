package io.leadhook.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leadhook.testing.Hub;
import io.leadhook.testing.Receiver;
import io.leadhook.testing.Scrape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** What stands in {@code deploy} is held against a real hub: a query for a metric that there is not, is silence. */
class DeployTest {
    private static final Path DEPLOY = Path.of("deploy");
    private static final Path BOARD = DEPLOY.resolve("grafana/leadhook.json");
    private static final Path RULES = DEPLOY.resolve("prometheus/leadhook.rules.yaml");
    private static final Pattern METRIC = Pattern.compile("\\b(?<!:)leadhook_[a-z_]+\\b");
    private static final Pattern SELECTOR = Pattern.compile("\\b(leadhook_[a-z_]+)\\{([^}]*)}");
    private static final Pattern MATCHER = Pattern.compile("([a-z_]+)\\s*(?:=~|!~|!=|=)");
    private static final Pattern GROUPING = Pattern.compile("by \\(([a-z_, ]+)\\)");
    /** Their label {@code le} is Prometheus's own; {@code instance} and {@code job} are added by the scrape. */
    private static final Set<String> OF_PROMETHEUS = Set.of("le", "instance", "job");

    @TempDir
    Path folder;

    @Test
    void board_and_rules_ask_for_nothing_that_a_hub_does_not_tell() throws IOException {
        List<String> queries = new ArrayList<>(boardQueries());
        queries.addAll(rules().stream().map(rule -> rule.path("expr").asText()).toList());
        assertThat(queries)
                .hasSizeGreaterThan(30)
                .allMatch(
                        query -> METRIC.matcher(query).find() || query.contains("leadhook:") || query.contains("up{"));

        Scrape scrape = scrape();
        for (String query : queries) {
            METRIC.matcher(query)
                    .results()
                    .forEach(name -> assertThat(scrape.names()).as(query).contains(name.group()));
            SELECTOR.matcher(query)
                    .results()
                    .forEach(selector -> assertThat(labels(scrape, selector.group(1)))
                            .as(query)
                            .containsAll(MATCHER.matcher(selector.group(2))
                                    .results()
                                    .map(matcher -> matcher.group(1))
                                    .toList()));
            Set<String> known = new TreeSet<>(OF_PROMETHEUS);
            METRIC.matcher(query).results().forEach(name -> known.addAll(labels(scrape, name.group())));
            GROUPING.matcher(query)
                    .results()
                    .flatMap(by -> Stream.of(by.group(1).split(",\\s*")))
                    .forEach(label -> assertThat(known).as(query).contains(label));
        }
    }

    @Test
    void gauges_of_the_shared_database_are_never_added_up_over_replicas() throws IOException {
        List<String> queries = new ArrayList<>(boardQueries());
        queries.addAll(rules().stream().map(rule -> rule.path("expr").asText()).toList());
        Pattern gauge = Pattern.compile(
                "(\\w+)(?: by \\([a-z_, ]+\\))? ?\\((leadhook_(?:deliveries|dead_letters|inbox_pending|oldest_pending_seconds))\\b");
        List<String> functions = queries.stream()
                .flatMap(query -> gauge.matcher(query).results().map(found -> found.group(1)))
                .toList();
        assertThat(functions).hasSizeGreaterThan(8).containsOnly("max", "min_over_time");
    }

    @Test
    void the_board_has_a_fixed_address_and_no_data_source_of_its_own() throws IOException {
        JsonNode board = json(BOARD);
        assertThat(board.path("uid").asText()).isEqualTo("leadhook");
        assertThat(board.path("templating").path("list").findValuesAsText("name"))
                .containsExactly("datasource", "source", "destination");
        assertThat(board.findValues("datasource").stream()
                        .filter(JsonNode::isObject)
                        .map(source -> source.path("uid").asText()))
                .containsOnly("${datasource}");
        List<JsonNode> panels = panels(board);
        assertThat(panels.stream().map(panel -> panel.path("id").asInt())).doesNotHaveDuplicates();
        assertThat(panels).allSatisfy(panel -> {
            assertThat(panel.path("title").asText()).isNotBlank();
            assertThat(panel.path("description").asText()).isNotBlank();
        });
    }

    @Test
    void every_alert_is_tested_and_says_what_to_do() throws IOException {
        String tests = Files.readString(DEPLOY.resolve("prometheus/leadhook.rules.test.yaml"));
        assertThat(rules().stream().filter(rule -> rule.has("alert")))
                .hasSizeGreaterThan(8)
                .allSatisfy(rule -> {
                    assertThat(tests)
                            .contains("alertname: " + rule.path("alert").asText());
                    assertThat(rule.path("labels").path("severity").asText()).isIn("warning", "critical");
                    assertThat(rule.path("annotations").path("summary").asText())
                            .isNotBlank();
                    assertThat(rule.path("annotations").path("description").asText())
                            .isNotBlank();
                });
    }

    @Test
    void the_rules_pass_their_own_tests() throws Exception {
        Path promtool = Path.of("/usr/bin/promtool");
        assumeTrue(Files.isExecutable(promtool), "promtool is not installed (apt-get install prometheus)");

        Process run = new ProcessBuilder(promtool.toString(), "test", "rules", "leadhook.rules.test.yaml")
                .directory(DEPLOY.resolve("prometheus").toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(run.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(run.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(run.exitValue()).as(output).isZero();
    }

    @Test
    void every_file_can_be_read() throws IOException {
        try (Stream<Path> files = Files.walk(DEPLOY)) {
            List<Path> yaml =
                    files.filter(file -> file.toString().endsWith(".yaml")).toList();
            assertThat(yaml).hasSizeGreaterThan(6).allSatisfy(file -> {
                try (InputStream in = Files.newInputStream(file)) {
                    assertThat(new Yaml().loadAll(in)).isNotEmpty().doesNotContainNull();
                }
            });
        }
    }

    private Scrape scrape() {
        try (Receiver receiver = new Receiver();
                Hub hub = new Hub(folder)
                        .with("CRM_URL", receiver.url())
                        .with("SLACK_WEBHOOK_URL", receiver.url())
                        .with("SCORING_URL", receiver.url())
                        .with("leadhook.sources.leads.fetch.url", receiver.url() + "/leads/{lead_id}")
                        .start()) {
            await().until(() ->
                    Scrape.of(hub).names().containsAll(List.of("leadhook_deliveries", "leadhook_fetches_total")));
            return Scrape.of(hub);
        }
    }

    private static Set<String> labels(Scrape scrape, String name) {
        Set<String> labels = new TreeSet<>();
        scrape.series(name).forEach(series -> labels.addAll(series.labels().keySet()));
        return labels;
    }

    private static List<String> boardQueries() throws IOException {
        JsonNode board = json(BOARD);
        return Stream.concat(
                        panels(board).stream()
                                .flatMap(panel -> panel.path("targets").findValuesAsText("expr").stream()),
                        board.path("templating").path("list").findValuesAsText("definition").stream()
                                .map(query -> query.replaceAll("label_values\\((\\w+), (\\w+)\\)", "max by ($2) ($1)")))
                .toList();
    }

    private static List<JsonNode> panels(JsonNode board) {
        List<JsonNode> panels = new ArrayList<>();
        board.path("panels").forEach(panel -> {
            if (!panel.path("type").asText().equals("row")) {
                panels.add(panel);
            }
        });
        return panels;
    }

    private static List<JsonNode> rules() throws IOException {
        JsonNode file = new ObjectMapper().valueToTree(new Yaml().load(Files.readString(RULES)));
        List<JsonNode> rules = new ArrayList<>();
        file.path("groups").forEach(group -> group.path("rules").forEach(rules::add));
        return rules;
    }

    private static JsonNode json(Path file) throws IOException {
        return new ObjectMapper().readTree(Files.readString(file));
    }
}
