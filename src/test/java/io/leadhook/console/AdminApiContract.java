package io.leadhook.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.leadhook.delivery.Destination;
import io.leadhook.testing.Rows;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

abstract class AdminApiContract extends ConsoleTest {
    @Test
    void an_event_is_listed_with_its_deliveries() {
        rows.event(1, "lead.created", "lead_1");
        rows.delivery(11, 1, "crm", "retrying");
        rows.delivery(12, 1, "slack", "delivered");
        rows.set(11, "attempts = 2, last_status = 503, last_error = 'busy', duration_ms = 12");

        JsonNode item = api.get("/api/events").json().path("items").path(0);

        assertThat(item.path("id").asLong()).isEqualTo(1);
        assertThat(item.path("event_id").asText()).isEqualTo("evt_1");
        assertThat(item.path("event_type").asText()).isEqualTo("lead.created");
        assertThat(item.path("source").asText()).isEqualTo("leads");
        assertThat(item.path("lead_id").asText()).isEqualTo("lead_1");
        assertThat(Instant.parse(item.path("timestamp").asText())).isEqualTo(Rows.RECEIVED);
        assertThat(Instant.parse(item.path("received_at").asText())).isEqualTo(Rows.RECEIVED);
        assertThat(item.path("late").asBoolean()).isFalse();
        assertThat(item.path("state").asText()).isEqualTo("retrying");
        JsonNode first = item.path("deliveries").path(0);
        assertThat(first.path("id").asLong()).isEqualTo(11);
        assertThat(first.path("destination").asText()).isEqualTo("crm");
        assertThat(first.path("attempts").asInt()).isEqualTo(2);
        assertThat(first.path("last_status").asInt()).isEqualTo(503);
        assertThat(first.path("last_error").asText()).isEqualTo("busy");
        assertThat(first.path("duration_ms").asInt()).isEqualTo(12);
        assertThat(first.has("next_attempt_at")).isTrue();
    }

    @Test
    void one_event_shows_its_body_digit_by_digit_and_its_failed_attempts() {
        rows.event(1, "lead.created", "lead_1");
        rows.delivery(11, 1, "crm", "dead");
        rows.attempt(11, 1, Rows.RECEIVED, 7, "connection refused");
        body(1, "{\"score\":1.10,\"big\":12345678901234567890123}");

        Api.Answer answer = api.get("/api/events/1");

        assertThat(answer.body()).contains("\"body\":{\"score\":1.10,\"big\":12345678901234567890123}");
        JsonNode attempt = answer.json().path("failed_attempts").path(0);
        assertThat(attempt.path("delivery_id").asLong()).isEqualTo(11);
        assertThat(attempt.path("attempt").asInt()).isEqualTo(1);
        assertThat(attempt.path("error").asText()).isEqualTo("connection refused");
        assertThat(attempt.path("status").asInt()).isEqualTo(503);
    }

    @Test
    void a_byte_order_mark_before_a_body_is_left_out() {
        rows.event(1, "lead.created", "lead_1");
        body(1, "\uFEFF{\"event_id\":\"evt_1\"}");

        assertThat(api.get("/api/events/1").json().path("body").path("event_id").asText())
                .isEqualTo("evt_1");
    }

    @Test
    void a_body_that_is_no_object_is_shown_as_text() {
        rows.event(1, "lead.created", "lead_1");
        body(1, "</script><img src=x onerror=alert(1)>");

        Api.Answer answer = api.get("/api/events/1");

        assertThat(answer.json().path("body").asText()).isEqualTo("</script><img src=x onerror=alert(1)>");
        assertThat(answer.header("Content-Type")).startsWith("application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"99", "999999999999999999999999", "abc", "-1", "..%2f..%2fx"})
    void an_event_that_does_not_exist_is_404(String id) {
        int status = api.get("/api/events/" + id).status();

        assertThat(status).isIn(404, 400);
    }

    @ParameterizedTest
    @CsvSource({
        "event_id=evt_2, 2",
        "lead_id=lead_1, 3 1",
        "lead_id=lead_merged, 2",
        "event_type=lead.updated, 2",
        "source=leads, 6 5 4 3 2 1",
        "source=other, ''",
        "state=in_inbox, 5",
        "state=quarantined, 6",
        "state=unwanted, 4",
        "state=dead, 1",
        "state=retrying, 2",
        "state=pending, 3",
        "state=delivered, ''",
        "since=2026-11-23T10:00:00.001Z, ''",
        "until=2026-11-23T10:00:00Z, ''",
        "until=2026-11-23T11:00:00%2B01:00, ''",
        "since=2026-11-23T10:00:00Z&until=2026-11-23T10:00:01Z&lead_id=lead_1, 3 1",
        "event_id=%25, ''",
    })
    void events_are_found_by(String query, String expected) {
        rows.event(1, "lead.created", "lead_1");
        rows.delivery(11, 1, "crm", "dead");
        rows.delivery(12, 1, "slack", "retrying");
        rows.event(2, "lead.updated", "lead_2");
        rows.delivery(21, 2, "crm", "retrying");
        rows.delivery(22, 2, "slack", "pending");
        jdbc.sql("update event set related_lead_id = 'lead_merged' where id = 2")
                .update();
        rows.event(3, "lead.created", "lead_1");
        rows.delivery(31, 3, "crm", "pending");
        rows.delivery(32, 3, "slack", "delivered");
        rows.event(4, "lead.created", "lead_4");
        jdbc.sql("update event set state = 'unwanted' where id = 4").update();
        rows.waiting(5, "lead.created", "lead_5");
        rows.quarantined(6, 61, "{}");

        Api.Answer answer = api.get("/api/events?" + query);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(String.join(" ", ids(answer))).isEqualTo(expected);
    }

    @Test
    void an_event_is_delivered_when_nothing_of_it_is_open() {
        rows.event(1, "lead.created", "lead_1");
        rows.delivery(11, 1, "crm", "superseded");
        rows.delivery(12, 1, "slack", "discarded");

        assertThat(ids(api.get("/api/events?state=delivered"))).containsExactly("1");
        assertThat(api.get("/api/events/1").json().path("state").asText()).isEqualTo("delivered");
    }

    @Test
    void pages_lead_through_all_events_once_newest_first() {
        for (int i = 1; i <= 5; i++) {
            rows.event(i, "lead.created", "lead_" + i);
        }
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = api.get("/api/events?limit=2&cursor=" + cursor).json();
            page.path("items").forEach(item -> seen.add(item.path("id").asText()));
            cursor = page.path("next").asText("null");
        } while (!cursor.equals("null"));

        assertThat(seen).containsExactly("5", "4", "3", "2", "1");
    }

    @Test
    void a_page_may_be_as_long_as_a_thousand() {
        for (int i = 1; i <= 201; i++) {
            rows.event(i, "lead.created", "lead_" + i);
            rows.delivery(1_000 + i, i, "crm", "dead");
        }

        for (String list : List.of("/api/events", "/api/dead-letters")) {
            JsonNode page = api.get(list + "?limit=1000").json();
            assertThat(page.path("items")).hasSize(201);
            assertThat(page.path("next").isNull()).isTrue();
        }
        assertThat(api.get("/api/events?limit=1001").json().path("detail").asText())
                .isEqualTo("limit must be a number from 1 to 1000");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/events?limit=0, limit",
        "/api/events?limit=1001, limit",
        "/api/events?limit=1e9, limit",
        "/api/events?cursor=x, cursor",
        "/api/events?cursor=-1, cursor",
        "/api/events?since=yesterday, since",
        "/api/events?until=2026-13-01T00:00:00Z, until",
        "/api/events?until=%2B999999999-01-01T00:00:00Z, until",
        "/api/events?state=lost, state",
        "/api/events?lead_id=%00, lead_id",
        "/api/dead-letters?limit=-1, limit",
        "/api/dead-letters?since=1, since",
        "/api/alerts?open=maybe, open",
        "/api/replays?limit=1001, limit",
        "/api/reports/daily?date=yesterday, date",
        "/api/reports/daily?date=2999-01-01, date",
        "/api/reports/daily?date=-0001-01-01, date",
    })
    void a_value_that_cannot_be_meant_is_400_and_named(String path, String parameter) {
        Api.Answer answer = api.get(path);

        assertThat(answer.isProblem(400)).as(answer.body()).isTrue();
        assertThat(answer.json().path("detail").asText()).startsWith(parameter + " must be ");
    }

    @Test
    void dead_letters_are_listed_and_filtered() {
        rows.event(1, "lead.created", "lead_1");
        rows.delivery(11, 1, "crm", "dead");
        rows.delivery(12, 1, "slack", "dead");
        rows.quarantined(2, 21, "{}");

        JsonNode item = api.get("/api/dead-letters?destination=crm&reason=attempts&lead_id=lead_1"
                        + "&since=2026-11-23T10:00:00Z&until=2026-11-23T10:00:02Z")
                .json()
                .path("items");

        assertThat(item).hasSize(1);
        assertThat(item.path(0).path("id").asLong()).isEqualTo(11);
        assertThat(item.path(0).path("event_id").asText()).isEqualTo("evt_1");
        assertThat(item.path(0).path("destination").asText()).isEqualTo("crm");
        assertThat(item.path(0).path("lead_id").asText()).isEqualTo("lead_1");
        assertThat(item.path(0).path("reason").asText()).isEqualTo("attempts");
        assertThat(item.path(0).path("error").asText()).isEqualTo("503 Service Unavailable");
        assertThat(item.path(0).path("attempts").asInt()).isEqualTo(6);
        assertThat(Instant.parse(item.path(0).path("dead_at").asText())).isEqualTo(Rows.RECEIVED.plusSeconds(1));
        assertThat(ids(api.get("/api/dead-letters"))).containsExactly("21", "12", "11");
        assertThat(ids(api.get("/api/dead-letters?limit=1&cursor=21"))).containsExactly("12");
        assertThat(ids(api.get("/api/dead-letters?destination=inbox"))).containsExactly("21");
    }

    @Test
    void a_dead_letter_is_replayed_once() {
        rows.event(1, "lead.created", "lead_1");
        rows.delivery(11, 1, "crm", "dead");

        Api.Answer first = api.post("/api/dead-letters/11/replay");
        Api.Answer second = api.post("/api/dead-letters/11/replay", "{}");

        assertThat(first.status()).isEqualTo(202);
        assertThat(first.json().path("id").asLong()).isEqualTo(11);
        assertThat(first.json().path("state").asText()).isEqualTo("pending");
        assertThat(second.isProblem(409)).isTrue();
        assertThat(crm.rescans()).isEqualTo(1);
        assertThat(audit()).isEqualTo("admin replay 11 -> pending");
    }

    @Test
    void a_replay_of_what_is_superseded_needs_force() {
        rows.event(1, "lead.updated", "lead_1");
        rows.event(2, "lead.updated", "lead_1");
        rows.event(3, "lead.updated", "lead_1");
        rows.delivery(11, 1, "crm", "dead");
        rows.delivery(12, 2, "crm", "dead");
        rows.delivery(13, 3, "crm", "delivered");

        assertThat(api.post("/api/dead-letters/11/replay").json().path("state").asText())
                .isEqualTo("superseded");
        assertThat(api.post("/api/dead-letters/12/replay", "{\"force\":true}")
                        .json()
                        .path("state")
                        .asText())
                .isEqualTo("pending");
    }

    @Test
    void a_dead_letter_is_discarded_with_a_reason() {
        rows.event(1, "lead.created", "lead_1");
        rows.delivery(11, 1, "crm", "dead");

        assertThat(api.post("/api/dead-letters/11/discard").isProblem(400)).isTrue();
        assertThat(api.post("/api/dead-letters/11/discard", "{\"reason\":\" \"}")
                        .isProblem(400))
                .isTrue();
        Api.Answer answer = api.post("/api/dead-letters/11/discard", "{\"reason\":\"test data\"}");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().path("state").asText()).isEqualTo("discarded");
        assertThat(api.post("/api/dead-letters/11/discard", "{\"reason\":\"again\"}")
                        .isProblem(409))
                .isTrue();
        assertThat(audit()).isEqualTo("admin discard 11: test data");
    }

    @ParameterizedTest
    @CsvSource({
        "/deliveries/11/discard, event=1&reason=, /events/1",
        "/dead-letters/discard, destination=crm&why=, /dead-letters",
    })
    void nothing_is_discarded_for_a_reason_that_cannot_be_written_down(String page, String fields, String next) {
        rows.event(1, "lead.created", "lead_1");
        rows.delivery(11, 1, "crm", "dead");

        for (String reason : List.of("", "+", "x%00", "x".repeat(501))) {
            Api.Answer answer = form(page, fields + reason);
            assertThat(answer.status()).as(reason).isEqualTo(302);
            assertThat(answer.header("Location")).isEqualTo(next);
        }

        assertThat(rows.state(11)).isEqualTo("dead");
        assertThat(audit()).isEmpty();
        form(page, fields + "x");
        assertThat(rows.state(11)).isEqualTo("discarded");
        assertThat(audit()).startsWith("admin discard ").endsWith(": x");
    }

    @Test
    void an_unknown_dead_letter_is_404_and_a_quarantined_one_that_is_still_unreadable_409() {
        rows.quarantined(2, 21, "{}");

        assertThat(api.post("/api/dead-letters/99/replay").isProblem(404)).isTrue();
        assertThat(api.post("/api/dead-letters/abc/replay").isProblem(404)).isTrue();
        assertThat(api.post("/api/dead-letters/99/discard", "{\"reason\":\"r\"}")
                        .isProblem(404))
                .isTrue();
        assertThat(api.post("/api/dead-letters/21/replay").isProblem(409)).isTrue();
        assertThat(audit()).isEmpty();
    }

    @Test
    void many_dead_letters_are_counted_first_and_then_replayed() {
        for (int i = 1; i <= 4; i++) {
            rows.event(i, "lead.created", "lead_" + i);
            rows.delivery(10 + i, i, i == 4 ? "slack" : "crm", "dead");
        }
        String filter = "\"destination\":\"crm\",\"since\":\"2026-11-23T00:00:00Z\",\"until\":\"2026-11-24T00:00:00Z\"";

        JsonNode counted = api.post("/api/dead-letters/replay", "{" + filter + ",\"dry_run\":true}")
                .json();
        Api.Answer done = api.post("/api/dead-letters/replay", "{" + filter + ",\"force\":false}");

        assertThat(counted.path("matched").asLong()).isEqualTo(3);
        assertThat(counted.path("replayed").asLong()).isZero();
        assertThat(done.status()).isEqualTo(200);
        assertThat(done.json().path("matched").asLong()).isEqualTo(3);
        assertThat(done.json().path("replayed").asLong()).isEqualTo(3);
        assertThat(rows.state(14)).isEqualTo("dead");
        assertThat(audit()).startsWith("admin replay ").contains("crm");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "7",
                "true",
                "\"crm\"",
                "{\"ids\":null}",
                "{\"ids\":[]}",
                "{\"destination\":null}",
                "{\"group\":null}",
                "{\"dry_run\":null}",
                "{\"dryrun\":true}",
                "{\"dry_run\":\"yes\"}",
                "{\"since\":\"now\"}",
                "{broken"
            })
    void a_bulk_replay_that_cannot_be_meant_replays_nothing(String body) {
        rows.event(1, "lead.created", "lead_1");
        rows.delivery(11, 1, "crm", "dead");

        assertThat(api.post("/api/dead-letters/replay", body).isProblem(400)).isTrue();

        assertThat(rows.state(11)).isEqualTo("dead");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/dead-letters/replay",
                "/api/dead-letters/discard",
                "/api/dead-letters/11/replay",
                "/api/dead-letters/11/discard",
                "/api/test-events"
            })
    void a_body_that_is_no_object_is_refused_and_says_so(String path) {
        rows.event(1, "lead.created", "lead_1");
        rows.delivery(11, 1, "crm", "dead");

        for (String body : List.of("null", "[]", "7", "\"all\"")) {
            Api.Answer answer = api.post(path, body);
            assertThat(answer.isProblem(400)).as(answer.body()).isTrue();
            assertThat(answer.json().path("detail").asText()).startsWith("the body must be a JSON object");
        }
        assertThat(rows.state(11)).isEqualTo("dead");
        assertThat(audit()).isEmpty();
    }

    @Test
    void destinations_tell_how_they_are_doing() {
        Instant now = Instant.now();
        rows.event(1, "lead.created", "lead_1");
        rows.event(2, "lead.created", "lead_2");
        rows.event(3, "lead.created", "lead_3");
        rows.delivery(11, 1, "crm", "pending");
        rows.delivery(12, 2, "crm", "pending");
        rows.delivery(13, 3, "crm", "delivered");
        rows.delivery(21, 1, "crm", "retrying");
        rows.delivery(22, 2, "crm", "dead");
        rows.delivery(31, 1, "gone", "pending");
        jdbc.sql("update delivery set duration_ms = 100, finished_at = :now where id = 13")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
        rows.attempt(21, 1, now, 300, "busy");
        rows.attempt(22, 1, now.minusSeconds(7200), 9999, "too old to count");
        crm.have(1);
        slack.become(Destination.State.OPEN);

        JsonNode items = api.get("/api/destinations").json().path("items");

        JsonNode first = items.path(0);
        assertThat(first.path("name").asText()).isEqualTo("crm");
        assertThat(first.path("state").asText()).isEqualTo("running");
        assertThat(first.path("events").path(0).asText()).isEqualTo("lead.*");
        assertThat(first.path("pending").asLong()).isEqualTo(1);
        assertThat(first.path("in_flight").asLong()).isEqualTo(1);
        assertThat(first.path("retrying").asLong()).isEqualTo(1);
        assertThat(first.path("dead").asLong()).isEqualTo(1);
        assertThat(first.path("success_rate_1h").asDouble()).isEqualTo(0.5);
        assertThat(first.path("average_latency_ms_1h").asDouble()).isEqualTo(200.0);
        assertThat(first.has("oldest_pending_seconds")).isTrue();
        assertThat(items.path(1).path("name").asText()).isEqualTo("gone");
        assertThat(items.path(1).path("state").asText()).isEqualTo("off");
        assertThat(items.path(2).path("state").asText()).isEqualTo("open");
        assertThat(items.path(2).path("success_rate_1h").isNull()).isTrue();
        assertThat(items.path(2).path("average_latency_ms_1h").isNull()).isTrue();
    }

    @Test
    void a_destination_is_paused_and_resumed() {
        assertThat(api.post("/api/destinations/crm/pause").json().path("state").asText())
                .isEqualTo("paused");
        assertThat(crm.state()).isEqualTo(Destination.State.PAUSED);
        assertThat(api.post("/api/destinations/crm/resume").json().path("state").asText())
                .isEqualTo("running");
        assertThat(api.post("/api/destinations/nosuch/pause").isProblem(404)).isTrue();
        assertThat(audit()).isEqualTo("admin pause crm\nadmin resume crm");
    }

    @Test
    void a_destination_is_tested_alone_and_the_sums_still_agree() {
        Api.Answer answer = api.post("/api/destinations/slack/test");

        assertThat(answer.status()).isEqualTo(202);
        String id = answer.json().path("id").asText();
        JsonNode event = api.get("/api/events/" + id).json();
        assertThat(event.path("source").asText()).isEqualTo("test");
        assertThat(event.path("event_id").asText())
                .isEqualTo(answer.json().path("event_id").asText());
        assertThat(event.path("deliveries")).hasSize(1);
        assertThat(event.path("deliveries").path(0).path("destination").asText())
                .isEqualTo("slack");
        assertThat(event.path("body").path("payload").path("lead").has("id")).isTrue();
        assertThat(slack.rescans()).isEqualTo(1);
        assertThat(api.get("/api/reconciliation").json().path("balanced").asBoolean())
                .isTrue();
        slack.become(Destination.State.OFF);
        assertThat(api.post("/api/destinations/slack/test").isProblem(409)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lead.created", "lead.updated", "lead.deleted", "lead.scored", "lead.merged"})
    void a_test_event_goes_through_the_inbox(String type) {
        Api.Answer answer = api.post("/api/test-events", "{\"event_type\":\"" + type + "\"}");

        assertThat(answer.status()).isEqualTo(202);
        JsonNode event =
                api.get("/api/events/" + answer.json().path("id").asText()).json();
        assertThat(event.path("event_type").asText()).isEqualTo(type);
        assertThat(event.path("state").asText()).isEqualTo("in_inbox");
        assertThat(event.path("body").path("event_id").asText())
                .isEqualTo(answer.json().path("event_id").asText());
    }

    @Test
    void a_test_event_that_cannot_be_stored_is_503_and_one_of_an_unknown_type_400() {
        inbox.refuse(true);

        assertThat(api.post("/api/test-events", "{\"event_type\":\"lead.created\"}")
                        .isProblem(503))
                .isTrue();
        assertThat(api.post("/api/test-events", "{\"event_type\":\"lead.exploded\"}")
                        .isProblem(400))
                .isTrue();
        assertThat(api.post("/api/test-events").isProblem(400)).isTrue();
        assertThat(audit()).isEmpty();
    }

    @Test
    void the_reconciliation_adds_up_and_shows_what_is_missing() {
        rows.event(1, "lead.created", "lead_1");
        rows.delivery(11, 1, "crm", "pending");
        rows.delivery(12, 1, "slack", "delivered");
        rows.waiting(2, "lead.created", "lead_2");
        rows.quarantined(3, 31, "{}");
        rows.tally("accepted", "", 1);
        rows.tally("duplicates", "", 1);
        crm.have(5);

        JsonNode sums = api.get("/api/reconciliation").json();

        assertThat(sums.toString())
                .isEqualTo("{\"balanced\":true,\"accepted\":4,\"in_inbox\":1,\"dispatched\":1,\"duplicates\":1,"
                        + "\"quarantined\":1,\"deliveries\":{"
                        + "\"crm\":{\"wanted\":1,\"delivered\":0,\"pending\":0,\"in_flight\":1,\"retrying\":0,"
                        + "\"dead\":0,\"superseded\":0,\"discarded\":0},"
                        + "\"slack\":{\"wanted\":1,\"delivered\":1,\"pending\":0,\"in_flight\":0,\"retrying\":0,"
                        + "\"dead\":0,\"superseded\":0,\"discarded\":0}}}");
        jdbc.sql("delete from delivery where id = 12").update();
        assertThat(api.get("/api/reconciliation").json().path("balanced").asBoolean())
                .isFalse();
    }

    @Test
    void alerts_are_listed_with_their_end_and_whether_somebody_was_told() {
        rows.alert("backlog crm", "crm: the oldest event has waited for 20 min", Rows.RECEIVED);
        rows.alert("latency slack", "slack: slow", Rows.RECEIVED.plusSeconds(60));
        rows.alert("silence leads", "leads: silent", Rows.RECEIVED.plusSeconds(120));
        jdbc.sql("update alert set ended_at = began_at, told_at = began_at where symptom = 'latency slack'")
                .update();
        jdbc.sql("update alert set send_error = 'HTTP 500' where symptom = 'backlog crm'")
                .update();

        JsonNode first = api.get("/api/alerts?limit=2").json();
        JsonNode rest = api.get(
                        "/api/alerts?limit=2&cursor=" + first.path("next").asText())
                .json();

        assertThat(symptoms(first)).containsExactly("silence leads", "latency slack");
        assertThat(symptoms(rest)).containsExactly("backlog crm");
        assertThat(rest.path("next").isNull()).isTrue();
        assertThat(rest.path("items").path(0).path("error").asText()).isEqualTo("HTTP 500");
        assertThat(rest.path("items").path(0).path("told_at").isNull()).isTrue();
        assertThat(symptoms(api.get("/api/alerts?open=true").json())).containsExactly("silence leads", "backlog crm");
        assertThat(symptoms(api.get("/api/alerts?open=false").json())).containsExactly("latency slack");
    }

    @Test
    void a_day_is_reported_by_destination_source_cause_and_slowest_lead() {
        rows.event(1, "lead.created", "lead_1");
        rows.delivery(11, 1, "crm", "delivered");
        rows.set(11, "duration_ms = 40, finished_at = timestamp with time zone '2026-11-23 10:05:00Z'");
        rows.event(2, "lead.created", "lead_2");
        rows.event(3, "lead.created", "lead_3");
        for (int i = 2; i <= 3; i++) {
            rows.delivery(10 * i, i, "crm", "dead");
            rows.set(10 * i, "reason = 'permanent', last_error = 'HTTP 422 from http://crm/leads/lead_" + i + "'");
            rows.attempt(10 * i, 1, Rows.RECEIVED, 7, "HTTP 422");
        }

        JsonNode report = api.get("/api/reports/daily?date=2026-11-23").json();

        assertThat(report.path("date").asText()).isEqualTo("2026-11-23");
        assertThat(report.path("sources").toString()).isEqualTo("{\"leads\":3}");
        assertThat(report.path("destinations").toString())
                .isEqualTo("[{\"name\":\"crm\",\"delivered\":1,\"failed_attempts\":2,\"dead\":2,\"average_ms\":40}]");
        assertThat(report.path("causes").toString())
                .as("errors that differ only in the lead are one cause")
                .isEqualTo("[{\"destination\":\"crm\",\"reason\":\"permanent\",\"error\":\"HTTP 422 from http://crm\","
                        + "\"amount\":2}]");
        assertThat(report.path("slowest").path(0).path("lead_id").asText()).isEqualTo("lead_1");
        assertThat(report.path("slowest").path(0).path("seconds").asLong()).isEqualTo(300);
        JsonNode dayBefore = api.get("/api/reports/daily?date=2026-11-22").json();
        assertThat(dayBefore.path("sources")).isEmpty();
        assertThat(dayBefore.path("destinations")).isEmpty();
        assertThat(api.get("/api/reports/daily").json().path("date").asText())
                .isEqualTo(Instant.now()
                        .atOffset(ZoneOffset.UTC)
                        .toLocalDate()
                        .minusDays(1)
                        .toString());
    }

    private static List<String> symptoms(JsonNode page) {
        List<String> symptoms = new ArrayList<>();
        page.path("items").forEach(item -> symptoms.add(item.path("symptom").asText()));
        return symptoms;
    }

    private Api.Answer form(String page, String fields) {
        return api.send(api.request(page)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(fields)));
    }

    private void body(long event, String body) {
        jdbc.sql("update event set raw_body = :body where id = :id")
                .param("body", body.getBytes(StandardCharsets.UTF_8))
                .param("id", event)
                .update();
    }

    private static List<String> ids(Api.Answer answer) {
        List<String> ids = new ArrayList<>();
        answer.json().path("items").forEach(item -> ids.add(item.path("id").asText()));
        return ids;
    }
}
