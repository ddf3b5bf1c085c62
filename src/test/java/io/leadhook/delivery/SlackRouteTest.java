package io.leadhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leadhook.delivery.Outcome.Delivered;
import io.leadhook.delivery.Outcome.Permanent;
import io.leadhook.delivery.Outcome.Retryable;
import io.leadhook.destination.Receiver;
import io.leadhook.destination.RouteUnderTest;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Slack route with camel-slack as it is, and what the judge makes of Slack's answers. */
class SlackRouteTest {
    private final AttemptJudge judge = new AttemptJudge(Clock.systemUTC());
    private final ObjectMapper json = new ObjectMapper();
    private Receiver slack;
    private RouteUnderTest route;

    @BeforeEach
    void start() throws Exception {
        slack = new Receiver().answering(200, Map.of(), "ok");
        route = new RouteUnderTest("routes/destinations/slack.camel.yaml")
                .slackAt(slack.url("/services/T1/B2/hush"))
                .start("deliver-to-slack");
    }

    @AfterEach
    void stop() {
        route.close();
        slack.close();
    }

    @Test
    void one_event_is_a_message_of_its_own() throws Exception {
        Exchange exchange = deliver(List.of(event(
                "evt_7",
                "lead.updated",
                Map.of(
                        "lead",
                                Map.of(
                                        "id",
                                        "lead_42",
                                        "name",
                                        "Ada Lovelace",
                                        "email",
                                        "ada@example.com",
                                        "score",
                                        82),
                        "changes", Map.of("email", Map.of("old", "ada@old.example", "new", "ada@example.com"))))));

        assertThat(judge.judge(exchange)).isInstanceOf(Delivered.class);
        assertThat(slack.only().method() + " " + slack.only().uri()).isEqualTo("POST /services/T1/B2/hush");
        assertThat(body().get("text").asText()).isEqualTo("Lead updated: Ada Lovelace");
        assertThat(types()).containsExactly("header", "section", "section", "context");
        assertThat(texts())
                .contains("*Email*\nada@example.com", "*Score*\n82", "• *email*: ada@old.example → ada@example.com");
        assertThat(context()).contains("evt_7", "lead.updated", "lead_42", "2026-11-23T10:00:00Z");
    }

    @Test
    void a_score_shows_where_it_came_from() throws Exception {
        deliver(List.of(event(
                "evt_7",
                "lead.scored",
                Map.of(
                        "lead_id",
                        "lead_42",
                        "score",
                        87,
                        "previous_score",
                        62,
                        "contributions",
                        List.of(Map.of("rule", "opened <mail>", "points", 25))))));

        assertThat(body().get("text").asText()).isEqualTo("Lead scored: lead_42 62 → 87 (+25)");
        assertThat(texts()).contains("• *opened &lt;mail&gt;*: 25");
    }

    @ParameterizedTest
    @CsvSource({
        "1e100000000, 1, (+1E+100000000)",
        "1, 1e100000000, (-1E+100000000)",
        "1e-100000000, 1, (-1)",
        "1e2147483640, 1e-2147483640, (+1E+2147483640)",
        "62.50, 62.25, (+0.25)",
        "1e3, 0, (+1000)"
    })
    void a_score_of_any_size_is_a_short_message(BigDecimal score, BigDecimal previous, String difference)
            throws Exception {
        Exchange exchange =
                deliver(List.of(event("e1", "lead.scored", Map.of("score", score, "previous_score", previous))));

        assertThat(judge.judge(exchange)).isInstanceOf(Delivered.class);
        assertThat(body().get("text").asText()).endsWith(previous + " → " + score + " " + difference);
    }

    @Test
    void a_merge_and_a_deletion_need_no_lead() throws Exception {
        deliver(List.of(event("e1", "lead.merged", Map.of("source_lead_id", "a", "target_lead_id", "b"))));
        deliver(List.of(event("e2", "lead.deleted", Map.of("lead_id", "lead_42", "metadata", Map.of("by", "Bob")))));

        assertThat(body(0).get("text").asText()).isEqualTo("Leads merged: a → b");
        assertThat(body(1).get("text").asText()).isEqualTo("Lead deleted: lead_42");
    }

    @Test
    void several_events_are_one_digest_with_every_id() throws Exception {
        List<Object> events = new ArrayList<>();
        IntStream.range(0, 20)
                .forEach(i -> events.add(event(
                        "evt_" + "x".repeat(180) + i, "lead.created", Map.of("lead", Map.of("name", "Lead " + i)))));
        events.set(7, event("evt_7", "lead.scored", Map.of("score", 3)));

        deliver(events);

        assertThat(body().get("text").asText()).isEqualTo("20 lead events: 19 lead.created · 1 lead.scored");
        assertThat(texts()).anyMatch(text -> text.contains("• New lead: Lead 3\n"));
        String context = context();
        events.forEach(event -> assertThat(context).contains((String) ((Map<?, ?>) event).get("event_id")));
        assertThat(texts()).allMatch(text -> text.length() <= 3000);
        assertThat(body().get("blocks")).hasSizeLessThanOrEqualTo(50);
    }

    @Test
    void a_huge_batch_stays_within_slack_s_limits() throws Exception {
        List<Object> events = new ArrayList<>();
        IntStream.range(0, 500)
                .forEach(i -> events.add(event(
                        "evt_" + "&".repeat(150) + i,
                        "lead.created",
                        Map.of("lead", Map.of("name", "<".repeat(9000))))));

        deliver(events);

        assertThat(texts()).allMatch(text -> text.length() <= 3000);
        assertThat(body().get("blocks")).hasSizeLessThanOrEqualTo(50);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<!channel>", "<@U1>", "&lt;", "a & b > c", "\u202eevil\u0000\u200b", "${env:HOME}{{env:HOME}}"})
    void hostile_names_stay_text(String name) throws Exception {
        Map<String, Object> lead = Map.of("name", name, "email", name, "company", name);
        deliver(List.of(event(
                "evt_7", "lead.updated", Map.of("lead", lead, "changes", Map.of(name, Map.of("old", name))))));
        deliver(List.of(
                event("e1", "lead.created", Map.of("lead", lead)), event("e2", "lead.created", Map.of("lead", lead))));

        assertThat(texts(0)).noneMatch(text -> isHostile(text.replaceAll("<!date\\^[^>]*>", "")));
        assertThat(texts(1)).noneMatch(text -> isHostile(text));
    }

    @Test
    void a_long_name_is_cut_between_characters() throws Exception {
        deliver(List.of(event("evt_7", "lead.created", Map.of("lead", Map.of("name", "😀".repeat(5000))))));

        String header = body().at("/blocks/0/text/text").asText();
        assertThat(header).hasSizeLessThanOrEqualTo(150).endsWith("😀…");
    }

    @Test
    void an_event_of_another_shape_is_told_all_the_same() throws Exception {
        deliver(List.of(event("evt_7", "lead.tagged", Map.of("lead", "text", "changes", List.of()))));

        assertThat(body().get("text").asText()).isEqualTo("lead.tagged: lead_42");
    }

    @Test
    void errors_of_slack_are_failures_though_no_error_handler_sees_them() {
        assertThat(answered(500, Map.of(), "rollup_error")).isInstanceOf(Retryable.class);
        assertThat(answered(404, Map.of(), "channel_not_found")).isInstanceOf(Permanent.class);
        assertThat(answered(410, Map.of(), "channel_is_archived"))
                .isEqualTo(new Permanent(410, "HTTP 410 Gone from Slack: channel_is_archived"));
        assertThat(answered(429, Map.of("Retry-After", "30"), "rate_limited"))
                .isInstanceOfSatisfying(
                        Retryable.class,
                        retryable -> assertThat(retryable.retryAfter()).isEqualTo(Duration.ofSeconds(30)));
    }

    @Test
    void a_slack_that_cannot_be_reached_may_come_back() {
        slack.close();

        assertThat(judge.judge(deliver(List.of(event("evt_7", "lead.created", Map.of())))))
                .isInstanceOfSatisfying(
                        Retryable.class,
                        retryable -> assertThat(retryable.error()).doesNotContain("hush"));
    }

    @Test
    void the_webhook_is_in_no_endpoint_uri() {
        deliver(List.of(event("evt_7", "lead.created", Map.of())));

        assertThat(route.camel().getEndpoints())
                .extracting(Endpoint::getEndpointUri)
                .noneMatch(uri -> uri.contains("hush"));
    }

    private Outcome answered(int status, Map<String, String> headers, String body) {
        slack.answering(status, headers, body);
        return judge.judge(deliver(List.of(event("evt_7", "lead.created", Map.of()))));
    }

    private Exchange deliver(List<?> events) {
        return route.deliver(events, "lead.created", "lead_42", null);
    }

    private static Map<String, @Nullable Object> event(String id, String type, Map<String, Object> payload) {
        Map<String, @Nullable Object> event = RouteUnderTest.event(type, payload);
        event.put("event_id", id);
        return event;
    }

    private static boolean isHostile(String text) {
        return text.matches("(?s).*(<|>|&(?!amp;|lt;|gt;)|\u202e|\u0000|\u200b).*")
                || text.contains(System.getenv("HOME"));
    }

    private JsonNode body() throws Exception {
        slack.only();
        return body(0);
    }

    private JsonNode body(int request) throws Exception {
        return json.readTree(slack.requests().get(request).body());
    }

    private List<String> types() throws Exception {
        return body().get("blocks").findValuesAsText("type").stream()
                .filter(type -> List.of("header", "section", "context").contains(type))
                .toList();
    }

    private List<String> texts() throws Exception {
        slack.only();
        return texts(0);
    }

    private List<String> texts(int request) throws Exception {
        List<String> texts = new ArrayList<>();
        body(request).findValues("text").stream().filter(JsonNode::isTextual).forEach(text -> texts.add(text.asText()));
        body(request).get("blocks").forEach(block -> collect(block, texts));
        return texts;
    }

    private static void collect(JsonNode node, List<String> texts) {
        if (node.path("text").isTextual()) {
            texts.add(node.get("text").asText());
        }
        node.forEach(child -> collect(child, texts));
    }

    private String context() throws Exception {
        StringBuilder context = new StringBuilder();
        body().get("blocks").forEach(block -> {
            if (block.get("type").asText().equals("context")) {
                context.append(block);
            }
        });
        return context.toString();
    }
}
