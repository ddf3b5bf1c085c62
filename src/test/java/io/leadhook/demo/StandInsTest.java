package io.leadhook.demo;

import static io.leadhook.demo.DemoModeTest.call;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StandInsTest {
    private StandIns standIns;

    @BeforeEach
    void start() throws IOException {
        standIns = StandIns.start();
    }

    @AfterEach
    void stop() {
        standIns.stop();
    }

    @Test
    void the_crm_takes_an_ordinary_lead_at_once() throws Exception {
        assertThat(crm("lead_1", "{\"email\":\"ada@example.com\"}", "e1")).isEqualTo(200);
    }

    @Test
    void the_crm_refuses_each_event_of_a_flaky_lead_twice() throws Exception {
        assertThat(crm("lead_flaky_1", "{}", "e1")).isEqualTo(503);
        assertThat(crm("lead_1", "{\"email\":\"flaky@example.com\"}", "e2")).isEqualTo(503);
        assertThat(crm("lead_flaky_1", "{}", "e1")).isEqualTo(503);
        assertThat(crm("lead_flaky_1", "{}", "e1")).isEqualTo(200);
    }

    @Test
    void the_crm_refuses_a_broken_lead_until_it_is_mended() throws Exception {
        assertThat(crm("lead_broken", "{}", "e1")).isEqualTo(422);
        assertThat(crm("lead_broken", "{}", "e1")).isEqualTo(422);
        assertThat(call("GET", standIns.url("/mend"), "", null)).isEqualTo(405);
        assertThat(crm("lead_broken", "{}", "e1")).isEqualTo(422);
        assertThat(call("POST", standIns.url("/mend"), "", null)).isEqualTo(200);
        assertThat(crm("lead_broken", "{}", "e1")).isEqualTo(200);
    }

    @Test
    void one_can_read_what_has_come() throws Exception {
        call("POST", standIns.url("/slack"), "{\"text\":\"New lead: Ada\"}", null);
        crm("lead_flaky_1", "a\nb", "e1");

        assertThat(read())
                .isEqualTo("503  PUT /crm/leads/lead_flaky_1  ab\n200  POST /slack  {\"text\":\"New lead: Ada\"}\n");
    }

    @Test
    void scoring_answers_with_a_score() throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(standIns.url("/score")))
                                .POST(HttpRequest.BodyPublishers.ofString("{\"lead\":{}}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(answer.body()).matches("\\{\"score\":\\d{1,3}}");
    }

    private int crm(String lead, String body, String eventId) throws Exception {
        return call("PUT", standIns.url("/crm/leads/" + lead), body, eventId);
    }

    private String read() throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(standIns.url("/"))).build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
