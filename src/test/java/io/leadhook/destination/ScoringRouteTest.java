package io.leadhook.destination;

import static io.leadhook.destination.RouteUnderTest.event;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leadhook.event.EventType;
import io.leadhook.inbox.Arrival;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockComponent;
import org.apache.camel.component.mock.MockEndpoint;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScoringRouteTest {
    private static final Map<String, Object> LEAD = Map.of("id", "lead_42", "email", "ada@example.com", "score", 61);
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:09Z");

    private final ObjectMapper json = new ObjectMapper();
    private Receiver scoring;
    private RouteUnderTest route;

    @BeforeEach
    void prepare() throws Exception {
        scoring = new Receiver()
                .answering(200, Map.of("Content-Type", "application/json"), "{\"score\": 87.5, \"why\": []}");
        route = new RouteUnderTest("routes/destinations/scoring.camel.yaml");
        // Whatever the inbox is here: what it is handed is looked at.
        route.camel().addComponent("inbox", new MockComponent());
        route.camel().getRegistry().bind("scoreFeedback", new ScoreFeedback(json, Clock.fixed(NOW, ZoneOffset.UTC)));
    }

    @AfterEach
    void stop() {
        route.close();
        scoring.close();
    }

    @Test
    void the_lead_is_posted_with_what_changed() throws Exception {
        start("/score", false);
        Map<String, Object> changes = Map.of("email", Map.of("old", "a", "new", "b"));

        Exchange exchange = deliver("lead.updated", Map.of("lead", LEAD, "changes", changes));

        assertThat(exchange.getException()).isNull();
        assertThat(scoring.only().method() + " " + scoring.only().uri()).isEqualTo("POST /score");
        assertThat(body())
                .isEqualTo(json.valueToTree(Map.of(
                        "event_id", "evt_7",
                        "event_type", "lead.updated",
                        "timestamp", "2026-11-23T10:00:00Z",
                        "lead_id", "lead_42",
                        "lead", LEAD,
                        "changes", changes)));
        assertThat(scoring.only().header("Content-type")).startsWith("application/json");
        assertThat(scoring.only().header("Idempotency-key")).isEqualTo("evt_7");
        assertThat(scoring.only().header("Authorization")).isNull();
        assertThat(exchange.getMessage().getHeaders()).containsOnlyKeys(Exchange.HTTP_RESPONSE_CODE);
    }

    @Test
    void a_thin_event_goes_as_it_is() throws Exception {
        start("/score", false);
        Map<String, @Nullable Object> thin = event("lead.updated", Map.of("lead_id", "lead_42"));

        route.deliver(thin, "lead.updated", "lead_42", null);

        assertThat(body()).isEqualTo(json.valueToTree(thin));
    }

    @Test
    void the_token_and_the_url_s_own_query_are_used() throws Exception {
        route.with("SCORING_TOKEN", "hush-token");
        start("/score?model=b2b", false);

        deliver("lead.created", Map.of("lead", LEAD));

        assertThat(scoring.only().method() + " " + scoring.only().uri()).isEqualTo("POST /score?model=b2b");
        assertThat(scoring.only().header("Authorization")).isEqualTo("Bearer hush-token");
        assertThat(route.camel().getEndpoints())
                .noneMatch(endpoint -> endpoint.getEndpointUri().contains("hush"));
    }

    @Test
    void a_score_stays_out_of_the_hub_by_default() throws Exception {
        start("/score", false);

        deliver("lead.created", Map.of("lead", LEAD));

        assertThat(route.camel().getEndpoint("inbox:events", MockEndpoint.class).getExchanges())
                .isEmpty();
    }

    @Test
    void a_score_comes_back_as_an_event_if_wanted() throws Exception {
        start("/score", true);

        Exchange exchange = deliver("lead.created", Map.of("lead", LEAD));

        assertThat(exchange.getException()).isNull();
        assertThat(stored()).singleElement().satisfies(arrival -> {
            assertThat(arrival.eventId()).isEqualTo("evt_7:scored");
            assertThat(arrival.source()).isEqualTo("leads");
            assertThat(arrival.event().type()).isEqualTo(EventType.SCORED);
            assertThat(arrival.event().leadId()).isEqualTo("lead_42");
            assertThat(arrival.event().timestamp()).isEqualTo(Instant.parse("2026-11-23T10:00:00Z"));
            assertThat(arrival.receivedAt()).isEqualTo(NOW);
            assertThat(json.readTree(arrival.rawBody())).isEqualTo(json.readTree("""
                            {"event_id":"evt_7:scored","event_type":"lead.scored","timestamp":"2026-11-23T10:00:00Z",
                             "payload":{"lead_id":"lead_42","score":87.5,"previous_score":61}}"""));
        });
    }

    /** Each of them is a time that the hub takes of a sender; the moment of the answer would make what follows late. */
    @ParameterizedTest
    @CsvSource({
        "2026-11-23T10:00Z, 2026-11-23T10:00:00Z",
        "2026-11-23T12:00+02:00, 2026-11-23T10:00:00Z",
        "2026-11-23T10:00:00.1234567Z, 2026-11-23T10:00:00.123456Z"
    })
    void a_score_has_the_time_of_what_was_scored_however_it_was_written(String sent, Instant time) {
        ScoreFeedback feedback = new ScoreFeedback(json, Clock.fixed(NOW, ZoneOffset.UTC));
        Map<String, Object> event = Map.of(
                "event_id", "e", "event_type", "lead.updated", "timestamp", sent, "source", "leads", "lead_id", "l");

        assertThat(feedback.readScore(event, "{\"score\":1}".getBytes(StandardCharsets.UTF_8)))
                .extracting(arrival -> arrival.event().timestamp())
                .isEqualTo(time);
    }

    @Test
    void a_score_keeps_its_digits() throws Exception {
        ScoreFeedback feedback = new ScoreFeedback(json, Clock.fixed(NOW, ZoneOffset.UTC));
        Map<String, Object> event =
                Map.of("event_id", "e", "event_type", "lead.updated", "source", "leads", "lead_id", "l");

        assertThat(feedback.readScore(event, "{\"score\":1e400}".getBytes(StandardCharsets.UTF_8)))
                .extracting(arrival -> new String(arrival.rawBody(), StandardCharsets.UTF_8), as(STRING))
                .contains("\"score\":1E+400");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no json",
                "{\"score\":1e99999999999}",
                "[]",
                "{}",
                "{\"score\":\"87\"}",
                "{\"score\":null}",
                "{\"result\":{\"score\":1}}"
            })
    void an_answer_without_a_score_is_a_delivery_without_an_event(String answer) throws Exception {
        scoring.answering(200, Map.of(), answer);
        start("/score", true);

        Exchange exchange = deliver("lead.created", Map.of("lead", LEAD));

        assertThat(exchange.getException()).isNull();
        assertThat(stored()).isEmpty();
    }

    @Test
    void what_the_hub_scored_is_not_scored_again() {
        ScoreFeedback feedback = new ScoreFeedback(json, Clock.fixed(NOW, ZoneOffset.UTC));
        byte[] answer = "{\"score\":1}".getBytes(StandardCharsets.UTF_8);
        Map<String, Object> event = new HashMap<>(
                Map.of("event_id", "evt_7:scored", "event_type", "lead.updated", "source", "leads", "lead_id", "l"));

        assertThat(feedback.readScore(event, answer)).isNull();

        event.put("event_id", "evt_7");
        event.put("event_type", "lead.scored");
        assertThat(feedback.readScore(event, answer)).isNull();
    }

    @Test
    void a_long_event_id_stays_within_what_an_id_may_be() {
        ScoreFeedback feedback = new ScoreFeedback(json, Clock.fixed(NOW, ZoneOffset.UTC));
        Map<String, Object> event =
                Map.of("event_id", "e".repeat(200), "event_type", "lead.updated", "source", "leads", "lead_id", "l");

        assertThat(feedback.readScore(event, "{\"score\":1}".getBytes(StandardCharsets.UTF_8)))
                .extracting(Arrival::eventId, as(STRING))
                .hasSizeLessThanOrEqualTo(200)
                .startsWith("sha256:")
                .endsWith(":scored");
    }

    private void start(String path, boolean feedback) throws Exception {
        route.with("SCORING_URL", scoring.url(path)).with("leadhook.scoring.feedback", String.valueOf(feedback));
        route.start("deliver-to-scoring");
    }

    private Exchange deliver(String type, Map<String, Object> payload) {
        return route.deliver(event(type, payload), type, "lead_42", null);
    }

    private List<Arrival.Readable> stored() {
        return route.camel().getEndpoint("inbox:events", MockEndpoint.class).getExchanges().stream()
                .map(exchange -> exchange.getMessage().getBody(Arrival.Readable.class))
                .toList();
    }

    private JsonNode body() throws Exception {
        return json.readTree(scoring.only().body());
    }
}
