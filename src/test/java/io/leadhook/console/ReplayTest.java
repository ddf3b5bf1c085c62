package io.leadhook.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.leadhook.delivery.Destination;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Retry now, groups, and bulk replays as jobs. */
class ReplayTest extends ConsoleTest {
    @Test
    void a_delivery_that_waits_is_due_now_and_keeps_its_attempts() {
        rows.event(1, "lead.created", "lead_1");
        rows.delivery(11, 1, "crm", "retrying");
        rows.set(11, "attempts = 3, next_attempt_at = timestamp with time zone '2999-01-01 00:00:00Z'");

        Api.Answer answer = api.post("/api/deliveries/11/retry");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().path("state").asText()).isEqualTo("retrying");
        assertThat(jdbc.sql("select attempts from delivery where id = 11 and next_attempt_at <= current_timestamp")
                        .query(Integer.class)
                        .single())
                .isEqualTo(3);
        assertThat(api.post("/api/deliveries/11/retry").isProblem(409))
                .as("it is due already")
                .isTrue();
        assertThat(audit()).isEqualTo("admin retry now 11 -> retrying");
    }

    @Test
    void a_retry_of_a_dead_letter_replays_it_and_what_is_through_is_left_alone() {
        rows.event(1, "lead.created", "lead_1");
        rows.delivery(11, 1, "crm", "dead");
        rows.delivery(12, 1, "slack", "delivered");
        rows.delivery(13, 1, "scoring", "pending");

        assertThat(api.post("/api/deliveries/11/retry").json().path("state").asText())
                .isEqualTo("pending");
        assertThat(api.post("/api/deliveries/12/retry").isProblem(409)).isTrue();
        assertThat(api.post("/api/deliveries/13/retry").isProblem(409)).isTrue();
        assertThat(api.post("/api/deliveries/99/retry").isProblem(404)).isTrue();
    }

    @Test
    void dead_letters_of_one_cause_are_one_group_and_replayed_as_one() {
        die(1, "HTTP 422 from http://crm/leads/lead_1");
        die(2, "HTTP 422 from http://crm/leads/lead_2");
        die(3, "HTTP 404 from http://crm/leads/lead_3");

        JsonNode groups = api.get("/api/dead-letters/groups").json().path("items");
        String key = groups.path(0).path("key").asText();
        assertThat(groups).hasSize(2);
        assertThat(groups.path(0).path("amount").asInt()).isEqualTo(2);
        assertThat(groups.path(0).path("error").asText()).isEqualTo("HTTP 422 from http://crm");
        assertThat(api.post("/api/dead-letters/replay", "{\"group\":\"" + key + "\",\"dry_run\":true}")
                        .json()
                        .path("matched")
                        .asInt())
                .isEqualTo(2);
        JsonNode ended = ended(api.post("/api/dead-letters/replay", "{\"group\":\"" + key + "\"}"));

        assertThat(ended.path("replayed").asInt()).isEqualTo(2);
        assertThat(rows.state(11)).isEqualTo("pending");
        assertThat(rows.state(31)).isEqualTo("dead");
        assertThat(audit()).contains("admin replay begun job").contains("admin replay done job");
    }

    @Test
    void a_job_keeps_to_its_rate_and_ends_when_it_is_told_to() {
        for (int i = 1; i <= 5; i++) {
            die(i, "HTTP 503");
        }
        Api.Answer begun = api.post("/api/dead-letters/replay", "{\"destination\":\"crm\",\"rate_per_second\":1}");
        assertThat(begun.status()).isEqualTo(202);
        assertThat(begun.json().path("matched").asInt()).isEqualTo(5);

        api.post("/api/replays/" + begun.json().path("id").asText() + "/cancel");
        JsonNode ended = ended(begun);

        assertThat(ended.path("state").asText()).isEqualTo("cancelled");
        assertThat(ended.path("replayed").asInt()).isBetween(0, 2);
        assertThat(rows.state(51)).isEqualTo("dead");
        assertThat(jdbc.sql("select count(*) from delivery where state = 'dead'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(5 - ended.path("replayed").asInt());
    }

    @Test
    void a_job_leaves_out_what_is_superseded_and_does_each_once() {
        die(1, "HTTP 422");
        rows.event(2, "lead.updated", "lead_1");
        rows.delivery(21, 2, "crm", "delivered");
        die(3, "HTTP 422");

        JsonNode ended = ended(api.post("/api/dead-letters/replay", "{\"ids\":[31,11,31],\"rate_per_second\":500}"));

        assertThat(ended.path("matched").asInt()).isEqualTo(2);
        assertThat(ended.path("replayed").asInt()).isEqualTo(1);
        assertThat(ended.path("superseded").asInt()).isEqualTo(1);
        assertThat(rows.state(11)).isEqualTo("superseded");
    }

    @Test
    void many_are_discarded_only_by_a_choice_and_with_a_reason() {
        die(1, "HTTP 422");
        die(2, "HTTP 422");

        assertThat(api.post("/api/dead-letters/discard", "{\"reason\":\"all of them\"}")
                        .isProblem(400))
                .isTrue();
        assertThat(api.post("/api/dead-letters/discard", "{\"destination\":\"crm\"}")
                        .isProblem(400))
                .isTrue();
        assertThat(api.post("/api/dead-letters/discard", "{\"ids\":[11],\"reason\":\"a test\"}")
                        .json()
                        .path("discarded")
                        .asInt())
                .isEqualTo(1);
        assertThat(rows.state(11)).isEqualTo("discarded");
        assertThat(rows.state(21)).isEqualTo("dead");
    }

    @Test
    void what_waits_for_a_destination_that_is_gone_is_given_up_with_its_dead_letters() {
        die(1, "HTTP 422");
        rows.delivery(12, 1, "old-crm", "dead");
        rows.delivery(13, 1, "old-crm", "pending");
        rows.delivery(14, 1, "old-crm", "retrying");
        rows.delivery(15, 1, "old-crm", "delivered");
        rows.delivery(16, 1, "crm", "pending");

        Api.Answer discarded = discard("\"destination\":\"old-crm\",\"waiting\":true");

        assertThat(discarded.json().path("discarded").asInt()).isEqualTo(3);
        assertThat(rows.state(12)).isEqualTo("discarded");
        assertThat(rows.state(13)).isEqualTo("discarded");
        assertThat(rows.state(14)).isEqualTo("discarded");
        assertThat(rows.state(15)).isEqualTo("delivered");
        assertThat(rows.state(16)).isEqualTo("pending");
        assertThat(audit()).isEqualTo("admin discard 3 of old-crm, dead or waiting: r");
    }

    @Test
    void what_waits_is_not_given_up_while_its_destination_has_a_route_and_is_on() {
        die(1, "HTTP 422");
        rows.delivery(12, 1, "crm", "pending");

        assertThat(discard("\"destination\":\"crm\",\"waiting\":true").isProblem(409))
                .isTrue();
        assertThat(discard("\"destination\":\"crm\",\"waiting\":true,\"lead_id\":\"lead_1\"")
                        .isProblem(400))
                .isTrue();
        assertThat(discard("\"ids\":[11],\"waiting\":true").isProblem(400)).isTrue();
        assertThat(rows.state(11)).isEqualTo("dead");
        assertThat(rows.state(12)).isEqualTo("pending");

        crm.become(Destination.State.OFF);
        assertThat(discard("\"destination\":\"crm\",\"waiting\":true")
                        .json()
                        .path("discarded")
                        .asInt())
                .isEqualTo(2);
    }

    private Api.Answer discard(String choice) {
        return api.post("/api/dead-letters/discard", "{" + choice + ",\"reason\":\"r\"}");
    }

    @Test
    void a_lead_says_what_is_in_its_way() {
        rows.event(1, "lead.updated", "lead_1");
        rows.delivery(11, 1, "crm", "dead");
        rows.delivery(12, 1, "slack", "delivered");
        rows.event(2, "lead.scored", "lead_1");
        rows.delivery(21, 2, "crm", "delivered");

        JsonNode standings = api.get("/api/leads?lead_id=lead_1").json().path("destinations");

        assertThat(standings.path(0).path("destination").asText()).isEqualTo("crm");
        assertThat(standings.path(0).path("state").asText()).isEqualTo("stuck");
        assertThat(standings.path(0).path("cause").path("id").asInt()).isEqualTo(11);
        assertThat(standings.path(1).path("state").asText()).isEqualTo("up_to_date");
        rows.event(3, "lead.updated", "lead_1");
        rows.delivery(31, 3, "crm", "delivered");
        assertThat(api.get("/api/leads?lead_id=lead_1")
                        .json()
                        .path("destinations")
                        .path(0)
                        .path("state")
                        .asText())
                .as("the whole lead was delivered since")
                .isEqualTo("up_to_date");
    }

    private void die(int event, String error) {
        rows.event(event, "lead.created", event == 3 ? "lead_3" : "lead_1");
        long delivery = 10L * event + 1;
        rows.delivery(delivery, event, "crm", "dead");
        jdbc.sql("update delivery set last_error = :error where id = :id")
                .param("error", error)
                .param("id", delivery)
                .update();
    }

    private JsonNode ended(Api.Answer begun) {
        String job = "/api/replays/" + begun.json().path("id").asText();
        return await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> api.get(job).json(),
                        progress -> !progress.path("ended_at").isNull());
    }
}
