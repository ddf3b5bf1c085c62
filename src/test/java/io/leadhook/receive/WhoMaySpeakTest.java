package io.leadhook.receive;

import static io.leadhook.receive.RawHttp.ascii;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leadhook.receive.RawHttp.Answer;
import io.leadhook.testing.Hub;
import io.leadhook.watch.Reconciliations;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What only a whole hub shows: limits, reload, formats. */
class WhoMaySpeakTest {
    private static final String OLD_SECRET = "canary-old-secret-1";
    private static final String NEW_SECRET = "canary-new-secret-2";

    @TempDir
    private static Path folder;

    private static Hub hub;

    @BeforeAll
    static void start() throws IOException {
        Files.createDirectories(folder.resolve("secrets"));
        secrets(OLD_SECRET);
        hub = new Hub(folder.resolve("data"))
                .with("spring.config.import", "configtree:" + folder.resolve("secrets") + "/")
                .with("leadhook.sources-reload", "0s")
                .with("leadhook.webhooks.failed-signatures-per-minute", "5")
                .with("leadhook.sources.rotating.scheme", "github")
                .with("leadhook.sources.limited.scheme", "klozeo")
                .with("leadhook.sources.limited.secrets", "key-of-limited")
                .with("leadhook.sources.limited.rate-per-second", "0.01")
                .with("leadhook.sources.standard.scheme", "standard-webhooks")
                .with("leadhook.sources.standard.secrets", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
                .with("leadhook.sources.some.scheme", "klozeo")
                .with("leadhook.sources.some.secrets", "key-of-some")
                .with("leadhook.sources.some.event.types", "lead.created,contact.*")
                .with("leadhook.sources.many.scheme", "klozeo")
                .with("leadhook.sources.many.secrets", "key-of-many")
                .with("leadhook.sources.many.format", "json-array")
                .with("leadhook.sources.cloud.scheme", "klozeo")
                .with("leadhook.sources.cloud.secrets", "key-of-cloud")
                .with("leadhook.sources.cloud.format", "cloudevents")
                .with("leadhook.sources.cloud.allowed-origins", "Events.example,other.example")
                .with("leadhook.sources.cloud.rate-per-second", "50")
                .with("leadhook.sources.off.scheme", "klozeo")
                .with("leadhook.sources.off.enabled", "false")
                .start();
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void bad_signatures_are_limited_and_good_ones_of_the_same_address_are_not() throws Exception {
        byte[] body = event("limits");
        Map<String, String> bad = Map.of("x-klozeo-signature", "00".repeat(32));
        for (int i = 0; i < 6; i++) {
            post("limited", body, bad);
        }

        Answer tooMany = post("limited", body, bad);
        assertThat(tooMany.status()).isEqualTo(429);
        assertThat(tooMany.head()).containsPattern("(?i)retry-after: [1-9][0-9]*");
        assertThat(post("limited", body, Map.of()).status()).isEqualTo(429);
        assertThat(post("limited", body, Map.of("content-encoding", "gzip")).status())
                .isEqualTo(429);
        // The flood has used up nothing of what the source may send.
        assertThat(post("limited", body, signed("limited", body)).status()).isEqualTo(200);
        assertThat(post("limited", body, signed("limited", body)).status()).isEqualTo(429);
        assertThat(post("standard", body, signed("standard", body)).status()).isEqualTo(200);
    }

    @Test
    void a_sender_of_cloud_events_that_asks_for_leave_gets_it_if_it_is_named() throws Exception {
        Answer allowed = ask("cloud", "WebHook-Request-Origin: events.example", "WebHook-Request-Rate: 100000");

        assertThat(allowed.status()).isEqualTo(200);
        assertThat(allowed.head())
                .contains("WebHook-Allowed-Origin: Events.example\r\n")
                .contains("WebHook-Allowed-Rate: 3000\r\n")
                .containsIgnoringCase("allow: POST");
        assertThat(ask("cloud", "WebHook-Request-Origin: evil.example").status())
                .isEqualTo(405);
        assertThat(ask("cloud").status()).isEqualTo(405);
        assertThat(ask("many", "WebHook-Request-Origin: events.example").has("webhook-allowed"))
                .isFalse();
        assertThat(ask("many", "WebHook-Request-Origin: events.example").status())
                .isEqualTo(405);
    }

    private static Answer ask(String source, String... headers) throws IOException {
        String lines = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        return RawHttp.send(
                hub.bean(WebhookServer.class).getPort(),
                ascii("OPTIONS /webhooks/" + source + " HTTP/1.1\r\nHost: hub\r\n" + lines + "\r\n"));
    }

    @Test
    void the_message_id_is_the_event_id_if_the_body_has_none() throws Exception {
        byte[] body =
                "{\"event_type\":\"lead.created\",\"timestamp\":\"2026-11-23T10:00:00Z\",\"payload\":{\"lead\":{\"id\":\"m1\"}}}"
                        .getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = signed("standard", body);

        assertThat(post("standard", body, headers).body()).contains("\"" + headers.get("webhook-id") + "\"");
    }

    @Test
    void a_type_that_is_not_wanted_is_accepted_and_goes_nowhere() throws Exception {
        byte[] wanted = event("wanted");
        byte[] unwanted = "{\"event_id\":\"u1\",\"event_type\":\"task.done\"}".getBytes(StandardCharsets.UTF_8);

        assertThat(post("some", wanted, signed("some", wanted)).body()).contains("accepted");
        assertThat(post("some", unwanted, signed("some", unwanted)).body())
                .isEqualTo("{\"status\":\"accepted\",\"event_id\":\"u1\"}");

        JdbcClient jdbc = hub.bean(JdbcClient.class);
        assertThat(jdbc.sql("select state from event where source = 'some' and event_id = 'u1'")
                        .query(String.class)
                        .single())
                .isEqualTo("unwanted");
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(hub.bean(Reconciliations.class).now().balanced())
                                .isTrue());
    }

    @Test
    void an_array_of_events_is_stored_event_by_event() throws Exception {
        String one = text("many_1");
        byte[] body = ("[" + one + "," + text("many_2") + ",{\"odd\":1}]").getBytes(StandardCharsets.UTF_8);

        assertThat(post("many", body, signed("many", body)).body())
                .isEqualTo("{\"status\":\"accepted\",\"events\":[{\"status\":\"accepted\",\"event_id\":\"many_1\"},"
                        + "{\"status\":\"accepted\",\"event_id\":\"many_2\"},{\"status\":\"quarantined\","
                        + "\"reason\":\"there is no event type at /event_type\"}]}");
        for (String bad : new String[] {"[]", "[1]", "[{},[]]", "7", "[{}", "[{}]x"}) {
            assertThat(post("many", ascii(bad), signed("many", ascii(bad))).status())
                    .as(bad)
                    .isEqualTo(400);
        }
        assertThat(post("some", body, signed("some", body)).status()).isEqualTo(400);
    }

    @Test
    void a_cloud_event_is_the_same_in_structured_binary_and_batched_form() throws Exception {
        String data = "{\"lead\":{\"id\":\"ce\"}}";
        String structured = "{\"specversion\":\"1.0\",\"id\":\"ID\",\"source\":\"/crm\",\"type\":\"lead.created\","
                + "\"time\":\"2026-11-23T10:00:00Z\",\"data\":" + data + "}";
        byte[] single = ascii(structured.replace("ID", "ce-1"));
        byte[] batch = ascii("[" + structured.replace("ID", "ce-2") + "," + structured.replace("ID", "ce-3") + "]");

        assertThat(cloud(single, Map.of("content-type", "application/cloudevents+json"))
                        .body())
                .contains("\"event_id\":\"ce-1\"");
        assertThat(cloud(batch, Map.of("content-type", "application/cloudevents-batch+json"))
                        .body())
                .contains("\"event_id\":\"ce-2\"", "\"event_id\":\"ce-3\"");
        assertThat(cloud(
                                ascii(data),
                                Map.of(
                                        "content-type", "application/json",
                                        "ce-specversion", "1.0",
                                        "ce-id", "ce-4%20x".replace("%20x", ""),
                                        "ce-source", "/crm",
                                        "ce-type", "lead.created",
                                        "ce-time", "2026-11-23T10:00:00+00:00"))
                        .body())
                .isEqualTo("{\"status\":\"accepted\",\"event_id\":\"ce-4\"}");
        assertThat(hub.bean(JdbcClient.class)
                        .sql("select count(*) from event where source = 'cloud' and lead_id = 'ce'")
                        .query(Long.class)
                        .single())
                .isEqualTo(4);
    }

    /** As one: what is in it is not told apart. */
    @Test
    void a_body_with_a_number_that_is_too_long_is_quarantined_in_every_format_that_is_one_object() throws Exception {
        byte[] data = ascii("{\"lead\":{\"id\":\"long\",\"n\":1e99999999999,\"email\":\"ada@example.com\"}}");
        Map<String, String> binary =
                Map.of("ce-specversion", "1.0", "ce-id", "ce-long", "ce-source", "/crm", "ce-type", "lead.created");
        byte[] array = ascii("[" + new String(data, StandardCharsets.UTF_8) + "]");

        assertThat(post("many", data, signed("many", data)).body()).contains("quarantined", "more than 100 digits");
        assertThat(cloud(data, binary).body()).contains("quarantined", "more than 100 digits");
        assertThat(cloud(data, Map.of("content-type", "application/cloudevents+json"))
                        .body())
                .contains("quarantined", "more than 100 digits");
        assertThat(post("many", array, signed("many", array)).body()).contains("The body has a number of more than");

        JdbcClient jdbc = hub.bean(JdbcClient.class);
        long kept = jdbc.sql("select max(id) from event where source = 'many' and state = 'quarantined'")
                .query(Long.class)
                .single();
        assertThat(api("GET", "/api/events/" + kept).body()).contains("\"n\":1e99999999999");
        assertThat(api("GET", "/events/" + kept).statusCode()).isEqualTo(200);
    }

    @Test
    void a_secret_is_rotated_without_a_restart_and_a_faulty_one_changes_nothing() throws Exception {
        byte[] body = event("rotation");
        assertThat(post("rotating", body, github(OLD_SECRET, body)).status()).isEqualTo(200);
        assertThat(post("rotating", body, github(NEW_SECRET, body)).status()).isIn(401, 429);

        secrets(OLD_SECRET + "," + NEW_SECRET);
        assertThat(api("POST", "/api/sources/reload").statusCode()).isEqualTo(200);
        assertThat(post("rotating", body, github(NEW_SECRET, body)).status()).isEqualTo(200);
        JsonNode rotating = source(api("GET", "/api/sources"), "rotating");
        assertThat(rotating.path("secrets")).hasSize(2);
        assertThat(rotating.at("/secrets/0/fingerprint").asText()).isEqualTo(Secret.fingerprint(OLD_SECRET));
        assertThat(rotating.at("/secrets/0/last_used_at").asText()).isNotEmpty();
        assertThat(rotating.path("last_event_at").asText()).startsWith("20");
        assertThat(source(api("GET", "/api/sources"), "off").path("enabled").asBoolean())
                .isFalse();
        assertThat(api("GET", "/actuator/prometheus").body())
                .contains("leadhook_secret_last_used_seconds{fingerprint=\"" + Secret.fingerprint(NEW_SECRET)
                        + "\",source=\"rotating\"} 1.")
                .doesNotContain("canary");

        secrets("changeme");
        HttpResponse<String> refused = api("POST", "/api/sources/reload");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body())
                .contains("leadhook.sources.rotating.secrets looks like a placeholder")
                .doesNotContain("changeme");
        assertThat(post("rotating", body, github(NEW_SECRET, body)).status()).isEqualTo(200);

        secrets(NEW_SECRET);
        assertThat(api("POST", "/api/sources/reload").body()).doesNotContain("canary");
        assertThat(post("rotating", body, github(OLD_SECRET, body)).status()).isIn(401, 429);
        assertThat(source(api("GET", "/api/sources"), "rotating")
                        .at("/secrets/0/last_used_at")
                        .asText())
                .isNotEmpty();
        assertThat(hub.bean(JdbcClient.class)
                        .sql("select count(*) from audit_log where action = 'reload sources'")
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void a_full_hub_answers_503_and_takes_webhooks_again_when_there_is_room() throws Exception {
        byte[] body = event("full");
        Door door = hub.bean(Door.class);
        door.full(true);

        Answer answer = post("standard", body, signed("standard", body));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.head()).containsPattern("(?i)retry-after: [1-9][0-9]*");
        // The real marks are not reached: the next look at them opens it.
        Awaitility.await()
                .atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(door.isFull()).isFalse());
        assertThat(post("standard", body, signed("standard", body)).status()).isEqualTo(200);
    }

    private static void secrets(String text) throws IOException {
        Files.writeString(folder.resolve("secrets/leadhook.sources.rotating.secrets"), text);
    }

    private static JsonNode source(HttpResponse<String> answer, String name) throws IOException {
        for (JsonNode item : new ObjectMapper().readTree(answer.body()).path("items")) {
            if (item.path("name").asText().equals(name)) {
                return item;
            }
        }
        throw new AssertionError("no source " + name + " in " + answer.body());
    }

    private static Answer cloud(byte[] body, Map<String, String> more) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>(signed("cloud", body));
        headers.putAll(more);
        return post("cloud", body, headers);
    }

    private static Map<String, String> signed(String source, byte[] body) {
        return hub.bean(Signer.class).headers(source, body);
    }

    private static Map<String, String> github(String secret, byte[] body) {
        SourcesProperties properties = SourceFixture.properties("github", secret);
        return Signer.of(properties, SourceFixture.WEBHOOKS, java.time.Clock.systemUTC())
                .headers("github", body);
    }

    private static HttpResponse<String> api(String method, String path) throws Exception {
        String port = hub.bean(Environment.class).getProperty("local.server.port");
        String login = Base64.getEncoder().encodeToString(ascii("admin:a-password-for-tests"));
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Basic " + login)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static Answer post(String source, byte[] body, Map<String, String> headers) throws IOException {
        StringBuilder head = new StringBuilder("POST /webhooks/" + source + " HTTP/1.1\r\nHost: hub\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        return RawHttp.send(hub.bean(WebhookServer.class).getPort(), ascii(head.toString()), body);
    }

    private static String text(String id) {
        return "{\"event_id\":\"" + id + "\",\"event_type\":\"lead.created\","
                + "\"timestamp\":\"2026-11-23T10:00:00Z\",\"payload\":{\"lead\":{\"id\":\"lead_1\"}}}";
    }

    private static byte[] event(String id) {
        return text(id).getBytes(StandardCharsets.UTF_8);
    }
}
