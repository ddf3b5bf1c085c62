package io.leadhook.destination;

import static io.leadhook.destination.RouteUnderTest.event;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leadhook.destination.Receiver.Request;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.support.processor.PredicateValidationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CrmRouteTest {
    private static final String FILE = "routes/destinations/crm.camel.yaml";
    private static final Map<String, Object> LEAD = Map.of("id", "lead_42", "email", "ada@example.com", "score", 82);

    private final ObjectMapper json = new ObjectMapper();
    private Receiver crm;
    private RouteUnderTest route;

    @BeforeEach
    void start() throws Exception {
        crm = new Receiver();
        route = new RouteUnderTest(FILE).with("CRM_URL", crm.url("/api")).with("CRM_TOKEN", "hush-token");
        route.start("deliver-to-crm");
    }

    @AfterEach
    void stop() {
        route.close();
        crm.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lead.created", "lead.updated"})
    void the_whole_lead_is_put(String type) throws Exception {
        Exchange exchange = deliver(type, Map.of("lead", LEAD, "changes", Map.of()));

        assertThat(exchange.getException()).isNull();
        assertThat(crm.only().method() + " " + crm.only().uri()).isEqualTo("PUT /api/leads/lead_42");
        assertThat(body()).isEqualTo(json.valueToTree(LEAD));
        assertThat(crm.only().header("Content-type")).startsWith("application/json");
    }

    @Test
    void a_score_is_patched() throws Exception {
        deliver("lead.scored", Map.of("lead_id", "lead_42", "score", 87.5, "previous_score", 62));

        assertThat(crm.only().method() + " " + crm.only().uri()).isEqualTo("PATCH /api/leads/lead_42");
        assertThat(crm.only().body()).isEqualTo("{\"score\":87.5}");
    }

    @Test
    void a_score_of_another_kind_stays_what_it_is_and_cannot_break_out() throws Exception {
        deliver("lead.scored", Map.of("score", "1,\"owner\":\"x\""));

        assertThat(body()).isEqualTo(json.valueToTree(Map.of("score", "1,\"owner\":\"x\"")));
    }

    @Test
    void a_deleted_lead_is_deleted_without_a_body() {
        deliver("lead.deleted", Map.of("lead_id", "lead_42"));

        assertThat(crm.only().method() + " " + crm.only().uri()).isEqualTo("DELETE /api/leads/lead_42");
        assertThat(crm.only().body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"404,true", "410,true", "403,false", "500,false"})
    void deleting_what_is_gone_is_done(int status, boolean done) {
        crm.answering(status, Map.of(), "gone");

        Exchange exchange = deliver("lead.deleted", Map.of("lead_id", "lead_42"));

        assertThat(exchange.getException() == null).isEqualTo(done);
        assertThat(exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(status);
    }

    @Test
    void putting_to_what_is_gone_is_not_done() {
        crm.answering(404, Map.of(), "gone");

        assertThat(deliver("lead.updated", Map.of("lead", LEAD)).getException())
                .isInstanceOf(HttpOperationFailedException.class);
    }

    @Test
    void a_merge_is_posted_to_the_lead_that_remains() throws Exception {
        String related = "lead \"9\"/ü";
        route.deliver(event("lead.merged", Map.of("source_lead_id", related)), "lead.merged", "lead_42", related);

        assertThat(crm.only().method() + " " + crm.only().uri()).isEqualTo("POST /api/leads/lead_42/merge");
        assertThat(body()).isEqualTo(json.valueToTree(Map.of("source_lead_id", related)));
    }

    @Test
    void a_thin_event_goes_as_it_is() throws Exception {
        Map<String, @Nullable Object> thin = event("lead.updated", Map.of("lead_id", "lead_42"));
        route.deliver(thin, "lead.updated", "lead_42", null);

        assertThat(crm.only().method() + " " + crm.only().uri()).isEqualTo("PUT /api/leads/lead_42");
        assertThat(body()).isEqualTo(json.valueToTree(thin));
    }

    @Test
    void an_event_without_any_payload_goes_as_it_is() throws Exception {
        Map<String, @Nullable Object> thin = event("lead.created", null);
        thin.remove("payload");
        route.deliver(thin, "lead.created", "lead_42", null);

        assertThat(body()).isEqualTo(json.valueToTree(thin));
    }

    @Test
    void a_score_event_without_a_score_goes_as_it_is() throws Exception {
        Map<String, @Nullable Object> thin = event("lead.scored", Map.of("lead_id", "lead_42"));
        route.deliver(thin, "lead.scored", "lead_42", null);

        assertThat(body()).isEqualTo(json.valueToTree(thin));
    }

    @Test
    void every_request_says_which_event_it_is_and_nothing_foreign() {
        deliver("lead.created", Map.of("lead", LEAD));

        Request request = crm.only();
        assertThat(request.header("Idempotency-key")).isEqualTo("evt_7");
        assertThat(request.header("X-leadhook-event-id")).isEqualTo("evt_7");
        assertThat(request.header("X-leadhook-event-type")).isEqualTo("lead.created");
        assertThat(request.header("X-leadhook-lead-id")).isEqualTo("lead_42");
        assertThat(request.header("X-leadhook-attempt")).isEqualTo("1");
        assertThat(request.header("Authorization")).isEqualTo("Bearer hush-token");
        assertThat(request.headers().keySet())
                .isSubsetOf(
                        "Accept-encoding",
                        "Authorization",
                        "Connection",
                        "Content-length",
                        "Content-type",
                        "Host",
                        "Idempotency-key",
                        "Transfer-encoding",
                        "User-agent",
                        "X-leadhook-attempt",
                        "X-leadhook-event-id",
                        "X-leadhook-event-type",
                        "X-leadhook-lead-id");
    }

    @Test
    void the_token_is_in_no_endpoint_uri() {
        deliver("lead.deleted", Map.of());

        assertThat(route.camel().getEndpoints())
                .extracting(Endpoint::getEndpointUri)
                .noneMatch(uri -> uri.contains("hush"));
    }

    @ParameterizedTest
    @CsvSource({
        "..%2F..%2Fx",
        "%7B%7Benv%3AHOME%7D%7D",
        "a%2Fb%3Fc%23d",
        "%C3%BC%F0%9F%98%80",
        "100%25",
        "a%20b",
        "%24%7Bbody%7D",
        "%252e%252e"
    })
    void a_hostile_lead_id_stays_one_segment_of_the_path(String leadPath) {
        Exchange exchange = route.deliver(event("lead.created", Map.of("lead", LEAD)), "lead.created", leadPath, null);

        assertThat(exchange.getException()).isNull();
        assertThat(crm.only().uri()).isEqualTo("/api/leads/" + leadPath);
    }

    @ParameterizedTest
    @ValueSource(strings = {".", ".."})
    void a_lead_id_that_would_be_another_path_is_refused(String leadPath) {
        Exchange exchange = route.deliver(event("lead.deleted", Map.of()), "lead.deleted", leadPath, null);

        assertThat(exchange.getException()).isInstanceOf(PredicateValidationException.class);
        assertThat(crm.requests()).isEmpty();
    }

    @Test
    void hostile_text_in_a_lead_is_not_evaluated() throws Exception {
        Map<String, Object> lead = Map.of("name", "${env:HOME} {{env:HOME}} ${bean:x}", "CamelHttpUri", "http://evil");

        deliver("lead.created", Map.of("lead", lead));

        assertThat(body()).isEqualTo(json.valueToTree(lead));
    }

    @Test
    void headers_of_the_answer_do_not_stay_on_the_exchange() {
        crm.answering(200, Map.of("kafka.OVERRIDE_TOPIC", "evil", "Set-Cookie", "a=b"), "{}");

        Exchange exchange = deliver("lead.created", Map.of("lead", LEAD));

        assertThat(exchange.getMessage().getHeaders()).containsOnlyKeys(Exchange.HTTP_RESPONSE_CODE);
    }

    @Test
    void without_a_token_there_is_no_authorization() throws Exception {
        try (RouteUnderTest open = new RouteUnderTest(FILE)) {
            open.with("CRM_URL", crm.url("")).with("CRM_TOKEN", "").start("deliver-to-crm");

            open.deliver(event("lead.created", Map.of("lead", LEAD)), "lead.created", "lead_42", null);

            assertThat(crm.only().uri()).isEqualTo("/leads/lead_42");
            assertThat(crm.only().header("Authorization")).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "missing"})
    void the_file_loads_without_a_url_and_reaches_nobody(String url) throws Exception {
        try (RouteUnderTest off = new RouteUnderTest(FILE)) {
            if (!url.equals("missing")) {
                off.with("CRM_URL", url);
            }
            off.start("deliver-to-crm");

            assertThat(off.deliver(event("lead.deleted", new HashMap<>()), "lead.deleted", "lead_42", null)
                            .getException())
                    .isInstanceOf(UnknownHostException.class);
        }
    }

    private Exchange deliver(String type, Map<String, Object> payload) {
        return route.deliver(event(type, payload), type, "lead_42", null);
    }

    private JsonNode body() throws Exception {
        return json.readTree(crm.only().body());
    }
}
