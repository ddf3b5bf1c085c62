package io.leadhook.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.leadhook.event.EventType;
import io.leadhook.testing.Rows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.yaml.snakeyaml.Yaml;

/** The descriptions are written by hand; here they are held against what really answers. */
class OpenApiTest extends ConsoleTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mappings;

    @Test
    void every_call_is_described_and_every_description_is_a_call() {
        Set<String> real = new TreeSet<>();
        mappings.getHandlerMethods()
                .forEach((mapping, method) -> mapping.getPatternValues().stream()
                        .filter(path ->
                                path.startsWith("/api/") || path.startsWith("/schemas") || path.startsWith("/openapi"))
                        .forEach(path -> mapping.getMethodsCondition()
                                .getMethods()
                                .forEach(verb -> real.add(verb.name().toLowerCase(Locale.ROOT) + " " + path))));
        Set<String> described = new TreeSet<>();
        document()
                .path("paths")
                .properties()
                .forEach(path -> path.getValue().fieldNames().forEachRemaining(verb -> {
                    if (METHODS.contains(verb)) {
                        described.add(verb + " " + path.getKey());
                    }
                }));

        assertThat(described).isEqualTo(real).hasSizeGreaterThan(20);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/overview",
                "/api/reconciliation",
                "/api/audit",
                "/api/events",
                "/api/events/{id}=/api/events/1",
                "/api/events/{id}=/api/events/4",
                "/api/leads=/api/leads?lead_id=lead_1",
                "/api/dead-letters",
                "/api/dead-letters/groups",
                "/api/replays",
                "/api/alerts",
                "/api/reports/daily=/api/reports/daily?date=2026-11-23",
                "/api/destinations",
                "/api/destinations/{name}/lanes=/api/destinations/crm/lanes",
                "/api/sources",
                "/api/routes",
                "/schemas",
            })
    void answers_are_as_described(String call) {
        populate();
        String path = call.replaceFirst("=.*", "");
        Api.Answer answer = api.get(call.replaceFirst("^[^=]*=(?=/)", ""));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(schema("/paths/" + path.replace("/", "~1") + "/get/responses/200/content/application~1json/schema")
                        .validate(answer.json()))
                .as(answer.body())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/deliveries/{id}/retry|/api/deliveries/11/retry||202",
                "/api/dead-letters/{id}/discard|/api/dead-letters/11/discard|{\"reason\":\"test\"}|202",
                "/api/dead-letters/discard|/api/dead-letters/discard|{\"ids\":[11],\"reason\":\"test\"}|200",
                "/api/dead-letters/replay|/api/dead-letters/replay|{\"destination\":\"crm\"}|200",
                "/api/dead-letters/replay|/api/dead-letters/replay|{\"ids\":[11],\"rate_per_second\":5}|202",
                "/api/replays/{id}/cancel|/api/replays/LATEST/cancel||202",
                "/api/destinations/{name}/pause|/api/destinations/crm/pause||202",
                "/api/routes/check|/api/routes/check||200",
                "/api/test-events|/api/test-events|{\"event_type\":\"lead.created\"}|202",
            })
    void deeds_are_answered_as_described(String path, String call, String body, int status) {
        populate();
        String latest =
                api.get("/api/replays").json().path("items").path(0).path("id").asText();
        String exact = call.replace("LATEST", latest);

        Api.Answer answer = body == null ? api.post(exact) : api.post(exact, body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(schema("/paths/" + path.replace("/", "~1") + "/post/responses/" + status
                                + "/content/application~1json/schema")
                        .validate(answer.json()))
                .as(answer.body())
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("types")
    void the_schema_of_each_event_takes_our_own_and_refuses_one_without_a_payload(EventType type) throws Exception {
        Api.Answer answer = api.get("/schemas/" + type + ".json");
        assertThat(answer.header("Content-Type")).startsWith("application/schema+json");
        JsonSchema schema = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(answer.json());
        JsonNode event = JSON.readTree(
                SyntheticEvent.of(type, Instant.parse("2026-11-23T10:00:00Z")).body());

        assertThat(schema.validate(event)).isEmpty();
        assertThat(schema.validate(((ObjectNode) event.deepCopy()).without("payload")))
                .isNotEmpty();
        assertThat(schema.validate(((ObjectNode) event.deepCopy()).put("event_type", "other")))
                .isNotEmpty();
    }

    static List<EventType> types() {
        return SyntheticEvent.TYPES;
    }

    @Test
    void the_webhooks_are_described_with_the_same_schemas() {
        JsonNode document = yaml(api.get("/openapi/webhooks.yaml").body());
        List<String> named = new ArrayList<>();
        document.at("/paths/~1webhooks~1{source}/post/requestBody/content/application~1json/schema/oneOf")
                .forEach(each -> named.add(each.path("$ref").asText()));
        List<String> served = new ArrayList<>();
        api.get("/schemas").json().path("items").forEach(each -> served.add(each.asText()));

        assertThat(named).containsExactlyInAnyOrderElementsOf(served).hasSize(5);
        assertThat(api.get("/openapi/nosuch.yaml").isProblem(404)).isTrue();
        assertThat(api.get("/schemas/nosuch.json").isProblem(404)).isTrue();
    }

    private void populate() {
        rows.event(1, "lead.created", "lead_1");
        rows.delivery(11, 1, "crm", "dead");
        rows.delivery(12, 1, "slack", "delivered");
        rows.attempt(11, 1, Rows.RECEIVED, 7, "HTTP 503 from http://crm/leads/lead_1");
        rows.event(2, "lead.updated", "lead_1");
        rows.delivery(21, 2, "crm", "retrying");
        rows.set(21, "attempts = 1, next_attempt_at = finished_at, last_status = 503, last_error = 'busy'");
        rows.waiting(3, "lead.created", "lead_3");
        rows.quarantined(4, 41, "no json");
        rows.alert("backlog crm", "crm: the oldest event has waited for 20 min", Rows.RECEIVED);
        api.post("/api/destinations/slack/pause");
        api.post("/api/dead-letters/replay", "{\"destination\":\"nosuch\",\"rate_per_second\":1}");
    }

    private JsonSchema schema(String pointer) {
        ObjectNode document = (ObjectNode) document();
        assertThat(document.at(pointer).isMissingNode()).as(pointer).isFalse();
        ObjectNode root = JSON.createObjectNode();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.set("components", document.path("components"));
        root.set("allOf", JSON.createArrayNode().add(document.at(pointer)));
        return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(root);
    }

    private JsonNode document() {
        Api.Answer answer = api.get("/openapi/admin.yaml");
        assertThat(answer.header("Content-Type")).startsWith("application/yaml");
        return yaml(answer.body());
    }

    private static JsonNode yaml(String text) {
        Map<String, Object> document = new Yaml().load(text);
        return JSON.valueToTree(document);
    }
}
