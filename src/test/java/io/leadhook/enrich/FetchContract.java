package io.leadhook.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.leadhook.enrich.LeadSystem.Answer;
import io.leadhook.testing.FreePort;
import io.leadhook.testing.Hub;
import io.leadhook.testing.HubContract;
import io.leadhook.testing.Receiver;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Thin events get their lead before they are ordered: through the real port, to a real CRM. Leads of its own per test. */
abstract class FetchContract extends HubContract {
    private static final String TOKEN = "a-token-of-the-sender";
    private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
    private static final Duration WINDOW = Duration.ofMillis(500);

    private final Receiver crm = receiver();
    private final LeadSystem leads = new LeadSystem();
    private final HttpClient sender = HttpClient.newHttpClient();

    @Override
    protected void configure(Hub newHub) {
        newHub.with("CRM_URL", crm.url()).with("leadhook.ordering.window", WINDOW.toMillis() + "ms");
        source(newHub, "thin", leads.url() + "/leads/{lead_id}");
        newHub.with("leadhook.sources.thin.fetch.rate-per-second", "200");
        newHub.with("leadhook.sources.thin.fetch.token", "a-token-of-ours");
        source(newHub, "paced", leads.url() + "/paced/{lead_id}");
        newHub.with("leadhook.sources.paced.fetch.rate-per-second", "5");
        source(newHub, "many", leads.url() + "/many/{event_id}/{lead_id}");
        newHub.with("leadhook.sources.many.format", "json-array");
        source(newHub, "hasty", leads.url() + "/hasty/{lead_id}");
        newHub.with("leadhook.sources.hasty.fetch.give-up-after", "2s");
        source(newHub, "down", "http://127.0.0.1:" + FreePort.find() + "/{lead_id}");
        newHub.with("leadhook.sources.down.fetch.give-up-after", "2s");
        source(newHub, "flooded", leads.url() + "/flooded/{lead_id}");
        newHub.with("leadhook.sources.flooded.format", "json-array");
        source(newHub, "plain", "");
    }

    private static void source(Hub newHub, String name, String url) {
        newHub.with("leadhook.sources." + name + ".scheme", "bearer")
                .with("leadhook.sources." + name + ".secrets", TOKEN)
                .with("leadhook.sources." + name + ".fetch.url", url);
    }

    @BeforeEach
    void knowTheLead() {
        leads.answer(question -> LeadSystem.lead("first@example.com"));
    }

    @AfterAll
    void close() {
        leads.close();
    }

    @Test
    void a_thin_event_reaches_the_crm_with_the_lead_in_it() {
        post("thin", thin(lead, 1, "lead.created"));

        await().untilAsserted(() -> assertThat(crm.requestsOf(lead)).hasSize(1));
        Receiver.Request put = crm.requestsOf(lead).get(0);
        assertThat(put.method() + " " + put.path()).isEqualTo("PUT /leads/" + lead);
        assertThat(put.body()).isEqualTo("{\"email\":\"first@example.com\",\"id\":\"" + lead + "\"}");
        assertThat(leads.questionsFor(lead))
                .extracting(LeadSystem.Question::path, LeadSystem.Question::authorization)
                .containsExactly(tuple("/leads/" + lead, "Bearer a-token-of-ours"));
        assertThat(fetches("thin", "fetched")).isPositive();
        assertThat(hub.api().reconciliation().path("balanced").asBoolean()).isTrue();
    }

    @Test
    void an_event_with_its_lead_and_a_source_without_a_fetch_ask_nobody() {
        post("thin", event(lead, 1, "lead.created", "\"lead\":{\"id\":\"" + lead + "\"}"));
        post("plain", thin(lead + "_plain", 1, "lead.created"));

        await().untilAsserted(() -> assertThat(crm.requestsOf(lead)).hasSize(1));
        await().untilAsserted(() -> assertThat(crm.requestsOf(lead + "_plain")).hasSize(1));
        assertThat(leads.questions()).noneMatch(question -> question.lead().startsWith(lead));
    }

    @Test
    void a_lead_waits_in_order_behind_its_slow_fetch_and_no_other_lead_does() {
        CountDownLatch slow = new CountDownLatch(1);
        String waiting = lead;
        leads.answer(question -> {
            if (question.lead().equals(waiting)) {
                hold(slow);
            }
            return LeadSystem.lead("first@example.com");
        });
        post("thin", event(waiting, 1, "lead.created", "\"lead\":{\"id\":\"" + waiting + "\"}"));
        post("thin", thin(waiting, 2, "lead.updated"));
        post("thin", event(waiting, 3, "lead.scored", "\"lead_id\":\"" + waiting + "\",\"score\":7"));
        post("thin", thin(waiting + "_other", 1, "lead.created"));

        await().untilAsserted(
                        () -> assertThat(crm.requestsOf(waiting + "_other")).hasSize(1));
        // Far beyond the window in which an early event waits for what belongs before it.
        await().during(WINDOW.multipliedBy(4))
                .untilAsserted(() -> assertThat(numbers(waiting)).containsExactly(1));
        slow.countDown();

        await().untilAsserted(() -> assertThat(numbers(waiting)).containsExactly(1, 2, 3));
        assertThat(crm.requestsOf(waiting).get(1).body()).contains("first@example.com");
    }

    @Test
    void without_an_answer_the_event_goes_on_as_it_came_when_its_time_is_over() {
        double before = fetches("down", "gave_up");
        post("down", thin(lead, 1, "lead.created"));
        post("down", event(lead, 2, "lead.scored", "\"lead_id\":\"" + lead + "\",\"score\":7"));

        await().untilAsserted(() -> assertThat(numbers(lead)).containsExactly(1, 2));
        assertThat(crm.requestsOf(lead).get(0).body()).contains("\"lead_id\":\"" + lead + "\"");
        assertThat(fetches("down", "gave_up")).isEqualTo(before + 1);
        assertThat(fetches("down", "failed")).isPositive();
    }

    @Test
    void a_lead_that_its_system_has_no_more_is_not_waited_for() {
        leads.answer(question -> new Answer(410, ""));
        long sent = System.nanoTime();
        post("thin", thin(lead, 1, "lead.created"));

        await().untilAsserted(() -> assertThat(crm.requestsOf(lead)).hasSize(1));
        assertThat(System.nanoTime() - sent).isLessThan(TimeUnit.SECONDS.toNanos(10));
        assertThat(leads.questionsFor(lead)).hasSize(1);
        assertThat(fetches("thin", "gone")).isPositive();
    }

    @Test
    void a_failed_fetch_is_tried_again_until_there_is_one_json_object() {
        List<Answer> answers = List.of(
                new Answer(503, ""),
                new Answer(200, "[{\"email\":\"wrong@example.com\"}]"),
                LeadSystem.lead("right@example.com"));
        String mine = lead;
        AtomicInteger asked = new AtomicInteger();
        leads.answer(question -> question.lead().equals(mine)
                ? answers.get(asked.getAndIncrement())
                : LeadSystem.lead("first@example.com"));
        post("thin", thin(lead, 1, "lead.created"));

        await().untilAsserted(() -> assertThat(crm.requestsOf(lead)).hasSize(1));
        assertThat(crm.requestsOf(lead).get(0).body()).contains("right@example.com");
        assertThat(leads.questionsFor(lead)).hasSize(3);
    }

    @Test
    void an_answer_without_end_is_no_lead() {
        String endless = "x".repeat(1024 * 1024);
        leads.answer(question -> LeadSystem.lead(endless));
        post("hasty", thin(lead, 1, "lead.created"));

        await().untilAsserted(() -> assertThat(crm.requestsOf(lead)).hasSize(1));
        assertThat(crm.requestsOf(lead).get(0).body()).hasSizeLessThan(1_000);
    }

    @Test
    void calls_start_no_faster_than_the_rate() {
        int calls = 8;
        for (int i = 0; i < calls; i++) {
            post("paced", thin(lead + "_" + i, 1, "lead.created"));
        }

        await().untilAsserted(() -> assertThat(fetches("paced", "fetched")).isGreaterThanOrEqualTo(calls));
        List<Long> times = leads.questions().stream()
                .filter(question -> question.path().startsWith("/paced/" + lead))
                .map(LeadSystem.Question::atNanos)
                .sorted()
                .toList();
        assertThat(times).hasSize(calls);
        long whole = times.get(calls - 1) - times.get(0);
        assertThat(TimeUnit.NANOSECONDS.toMillis(whole)).isBetween(1_250L, 6_000L);
    }

    @Test
    void many_changes_of_a_lead_that_come_together_cost_one_call() {
        post(
                "many",
                IntStream.rangeClosed(1, 20)
                        .mapToObj(number -> thin(lead, number, number == 1 ? "lead.created" : "lead.updated"))
                        .collect(Collectors.joining(",", "[", "]")));

        await().untilAsserted(() -> assertThat(numbers(lead))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 20).boxed().toList()));
        assertThat(crm.requestsOf(lead)).allMatch(put -> put.body().contains("first@example.com"));
        assertThat(leads.questionsFor(lead)).hasSize(1);
        assertThat(fetches("many", "cached")).isEqualTo(19);
    }

    @Test
    void a_lead_that_fails_costs_no_other_its_turn_however_many_of_its_events_wait() {
        String failing = lead + "_failing";
        leads.answer(question ->
                question.lead().equals(failing) ? new Answer(500, "") : LeadSystem.lead("first@example.com"));
        post(
                "flooded",
                IntStream.rangeClosed(1, 600)
                        .mapToObj(number -> thin(failing, number, "lead.updated"))
                        .collect(Collectors.joining(",", "[", "]")));
        await().untilAsserted(() -> assertThat(leads.questionsFor(failing)).isNotEmpty());

        post("flooded", thin(lead, 1, "lead.created"));

        await().untilAsserted(() -> assertThat(crm.requestsOf(lead)).hasSize(1));
        assertThat(crm.requestsOf(lead).get(0).body()).contains("first@example.com");
        assertThat(leads.questionsFor(failing)).as("its pauses grow").hasSizeLessThan(6);
    }

    @Test
    void a_change_after_a_fetch_never_gets_the_lead_from_before() {
        post("thin", thin(lead, 1, "lead.created"));
        await().untilAsserted(() -> assertThat(crm.requestsOf(lead)).hasSize(1));
        leads.answer(question -> LeadSystem.lead("second@example.com"));
        post("thin", thin(lead, 2, "lead.updated"));

        await().untilAsserted(() -> assertThat(crm.requestsOf(lead)).hasSize(2));
        assertThat(crm.requestsOf(lead).get(1).body()).contains("second@example.com");
    }

    @Test
    void a_hostile_lead_id_stays_one_segment_of_the_path() {
        String hostile = lead + "/../../admin?x={{env:HOME}}&y=${HOME}#%2e\u00e9";
        post("thin", thin(hostile, 1, "lead.created"));

        String encoded = lead + "%2F..%2F..%2Fadmin%3Fx%3D%7B%7Benv%3AHOME%7D%7D%26y%3D%24%7BHOME%7D%23%252e%C3%A9";
        await().untilAsserted(() -> assertThat(leads.questions())
                .extracting(LeadSystem.Question::path)
                .contains("/leads/" + encoded));
        await().untilAsserted(() -> assertThat(crm.requests())
                .anyMatch(put -> put.path().contains("admin") && put.body().contains("first@example.com")));
    }

    @Test
    void what_waits_for_its_lead_is_still_in_the_inbox() {
        CountDownLatch slow = new CountDownLatch(1);
        leads.answer(question -> {
            hold(slow);
            return LeadSystem.lead("first@example.com");
        });
        post("thin", thin(lead, 1, "lead.created"));
        await().untilAsserted(() -> assertThat(leads.questionsFor(lead)).hasSize(1));

        assertThat(hub.bean(JdbcTemplate.class)
                        .queryForList(
                                "select i.id from inbox i join event e on e.id = i.id"
                                        + " where i.lead_id = ? and i.fetch_until is not null and e.state = 'in_inbox'",
                                lead))
                .hasSize(1);
        assertThat(hub.api().reconciliation().path("balanced").asBoolean()).isTrue();
        slow.countDown();
        await().untilAsserted(() -> assertThat(crm.requestsOf(lead)).hasSize(1));
    }

    private double fetches(String source, String outcome) {
        return hub.bean(MeterRegistry.class)
                .get("leadhook.fetches")
                .tags("source", source, "outcome", outcome)
                .counter()
                .count();
    }

    private List<Integer> numbers(String lead) {
        return crm.requestsOf(lead).stream()
                .map(request -> Integer.parseInt(
                        request.eventId().substring(request.eventId().lastIndexOf('-') + 1)))
                .toList();
    }

    private static String thin(String lead, int number, String type) {
        return event(lead, number, type, "\"lead_id\":\"" + lead + "\"");
    }

    private static String event(String lead, int number, String type, String payload) {
        return """
                {"event_id":"%s-%d","event_type":"%s","timestamp":"%s","sequence":%d,"payload":{%s}}
                """.formatted(
                        lead.replaceAll("[^a-z0-9_]", "_"), number, type, START.plusSeconds(number), number, payload);
    }

    private void post(String source, String body) {
        String url = hub.webhooksUrl().replace("/leads", "/" + source);
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                    .header("Authorization", "Bearer " + TOKEN)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            assertThat(sender.send(request, BodyHandlers.ofString()).body()).contains("accepted");
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static void hold(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
