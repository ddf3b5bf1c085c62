package io.leadhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leadhook.deadletter.DeadLetters;
import io.leadhook.delivery.Destination;
import io.leadhook.delivery.Destinations;
import io.leadhook.delivery.StillDestination;
import io.leadhook.event.EventType;
import io.leadhook.event.LeadEvent;
import io.leadhook.inbox.Arrival;
import io.leadhook.testing.Hub;
import io.leadhook.testing.HubContract;
import io.leadhook.testing.Receiver;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The whole way of an event, from the inbox to a real receiver, on one database. Each test has leads of its own.
 */
abstract class PipelineContract extends HubContract {
    private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
    private static final Duration WINDOW = Duration.ofSeconds(2);

    private final Receiver crm = receiver();
    private final Receiver digest = receiver();
    private final Receiver holding = receiver();

    @Override
    protected void configure(Hub newHub) {
        newHub.with("CRM_URL", crm.url())
                .with("DIGEST_URL", digest.url())
                .with("HOLDING_URL", holding.url())
                .with("leadhook.routes", "file:routes/**/*.camel.yaml,file:src/test/resources/routes/*.camel.yaml")
                .with("leadhook.ordering.window", WINDOW.toMillis() + "ms")
                .with("leadhook.delivery.retry-delays", "300ms,300ms")
                .with("leadhook.delivery.breaker.minimum", "1000");
    }

    @Test
    void an_event_is_delivered_once_although_it_came_twice() {
        send(1, 1, 2);

        await().untilAsserted(() -> assertThat(numbers(crm)).containsExactly(1, 2));
        assertThat(count("select count(*) from event where lead_id = ?", lead)).isEqualTo(2);
    }

    @Test
    void an_update_waits_for_the_creation_that_it_overtook() {
        long sent = System.nanoTime();
        send(3, 2, 1);

        await().untilAsserted(() -> assertThat(numbers(crm)).containsExactly(1, 2, 3));
        assertThat(crm.requestsOf(lead).get(2).atNanos() - sent).isLessThan(WINDOW.toNanos());
    }

    @Test
    void an_event_whose_predecessor_never_comes_goes_on_after_the_window() {
        long sent = System.nanoTime();
        send(5);

        await().untilAsserted(() -> assertThat(numbers(crm)).containsExactly(5));
        assertThat(crm.requestsOf(lead).get(0).atNanos() - sent).isGreaterThan(WINDOW.toNanos() / 2);
    }

    @Test
    void a_late_event_is_skipped_where_state_is_held_and_told_where_it_is_not() {
        send(5);
        await().untilAsserted(() -> assertThat(numbers(crm)).containsExactly(5));
        send(4);

        await().untilAsserted(() -> assertThat(state("crm", 4)).isEqualTo("superseded"));
        await().untilAsserted(() -> assertThat(numbers(holding)).containsExactly(5, 4));
        assertThat(numbers(crm)).containsExactly(5);
    }

    @Test
    void a_lead_waits_behind_its_failed_delivery_and_no_other_does() {
        crm.answer(failing(1, 2, 503));
        send(1, 2, 3);
        String waiting = lead;
        lead = lead + "_other";
        send(1);

        await().untilAsserted(() -> assertThat(numbers(crm, waiting)).containsExactly(1, 1, 1, 2, 3));
        assertThat(crm.requestsOf(lead).get(0).atNanos())
                .isLessThan(crm.requestsOf(waiting).get(1).atNanos());
        assertThat(crm.requestsOf(waiting))
                .extracting(Receiver.Request::attempt)
                .containsExactly(1, 2, 3, 1, 1);
    }

    @Test
    void a_long_lane_behind_a_failed_head_keeps_its_order() {
        crm.answer(failing(1, 2, 503));
        int[] many = IntStream.rangeClosed(1, 180).toArray();
        send(many);

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(numbers(crm)).hasSize(182));
        assertThat(numbers(crm).subList(2, 182))
                .containsExactlyElementsOf(IntStream.of(many).boxed().toList());
    }

    @Test
    void a_refused_delivery_is_dead_at_once_and_its_lead_goes_on() {
        crm.answer(failing(1, 99, 422));
        send(1, 2);

        await().untilAsserted(() -> assertThat(numbers(crm)).containsExactly(1, 2));
        assertThat(state("crm", 1)).isEqualTo("dead");
    }

    @Test
    void what_fails_every_time_is_dead_after_its_last_attempt() {
        crm.answer(failing(1, 99, 500));
        send(1, 2);

        await().untilAsserted(() -> assertThat(state("crm", 2)).isEqualTo("delivered"));
        assertThat(state("crm", 1)).isEqualTo("dead");
        assertThat(numbers(crm)).containsExactly(1, 1, 1, 2);
    }

    @Test
    void a_replayed_dead_letter_is_delivered_again() {
        crm.answer(failing(1, 99, 422));
        send(1);
        await().untilAsserted(() -> assertThat(state("crm", 1)).isEqualTo("dead"));

        crm.answer(request -> 200);
        hub.bean(DeadLetters.class).replay(deliveryId("crm", 1), false);

        await().untilAsserted(() -> assertThat(state("crm", 1)).isEqualTo("delivered"));
        assertThat(numbers(crm)).containsExactly(1, 1);
    }

    @Test
    void a_lead_is_held_behind_its_dead_letter_until_somebody_replays_it() {
        holding.answer(failing(1, 99, 422));
        send(1, 2);
        await().untilAsserted(() -> assertThat(state("holding", 1)).isEqualTo("dead"));
        send(3);
        await().untilAsserted(() -> assertThat(state("holding", 3)).isEqualTo("pending"));
        assertThat(numbers(holding)).containsExactly(1);

        holding.answer(request -> 200);
        hub.bean(DeadLetters.class).replay(deliveryId("holding", 1), true);

        await().untilAsserted(() -> assertThat(numbers(holding)).containsExactly(1, 1, 2, 3));
    }

    @Test
    void a_merge_comes_after_everything_earlier_of_both_leads_and_before_everything_later() {
        String gone = lead + "_gone";
        crm.answer(request -> request.leadId().equals(gone) && request.attempt() < 3 ? 503 : 200);
        arrive(event(gone, 1, EventType.CREATED, null));
        send(1);
        arrive(event(lead, 2, EventType.MERGED, gone));
        send(3);

        await().untilAsserted(() -> assertThat(numbers(crm)).containsExactly(1, 2, 3));
        assertThat(crm.requestsOf(gone)).hasSize(3);
        assertThat(crm.requestsOf(lead).get(1).atNanos())
                .isGreaterThan(crm.requestsOf(gone).get(2).atNanos());
    }

    @Test
    void what_waits_together_goes_as_one_batch_in_order() {
        send(IntStream.rangeClosed(1, 25).toArray());

        await().untilAsserted(() -> assertThat(state("digest", 25)).isEqualTo("delivered"));
        // A batch may carry events of other leads too.
        List<Receiver.Request> posts = digest.requests().stream()
                .filter(post -> post.body().contains('"' + lead + '"'))
                .toList();
        assertThat(posts).hasSizeLessThan(25);
        assertThat(posts.stream().flatMap(post -> numbersIn(post.body()).stream()))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 25).boxed().toList());
    }

    @Test
    void of_a_refused_batch_only_the_refused_event_is_dead() {
        String poison = "\"sequence\":2,";
        digest.answer(request -> request.body().contains(lead) && request.body().contains(poison) ? 422 : 200);
        send(1, 2, 3, 4, 5);

        await().untilAsserted(() -> assertThat(state("digest", 5)).isEqualTo("delivered"));
        assertThat(IntStream.rangeClosed(1, 5).mapToObj(n -> state("digest", n)))
                .containsExactly("delivered", "dead", "delivered", "delivered", "delivered");
    }

    @Test
    void a_paused_destination_goes_on_collecting() {
        Destination destination = hub.bean(Destinations.class).find("crm").orElseThrow();
        destination.pause();
        send(1, 2);
        await().untilAsserted(() -> assertThat(numbers(holding)).containsExactly(1, 2));
        assertThat(numbers(crm)).isEmpty();
        assertThat(state("crm", 1)).isEqualTo("pending");

        destination.resume();

        await().untilAsserted(() -> assertThat(numbers(crm)).containsExactly(1, 2));
    }

    @Test
    void while_the_dispatch_route_is_stopped_events_wait_in_the_inbox() throws Exception {
        var routes = hub.bean(CamelContext.class).getRouteController();
        routes.stopRoute("dispatch");
        send(1, 2);
        await().during(Duration.ofMillis(500))
                .until(() -> count("select count(*) from inbox where lead_id = ?", lead) == 2);
        routes.startRoute("dispatch");
        await().untilAsserted(() -> assertThat(numbers(crm)).containsExactly(1, 2));
    }

    @Test
    void behind_a_backlog_too_an_event_waits_for_what_came_in_time() throws Exception {
        var routes = hub.bean(CamelContext.class).getRouteController();
        send(1);
        await().untilAsserted(() -> assertThat(numbers(crm)).containsExactly(1));
        routes.stopRoute("order");
        send(3);
        arrive(IntStream.rangeClosed(1, 1_100)
                .mapToObj(number -> event(lead + "-other-" + number, 1, EventType.CREATED, null))
                .toList());
        send(2);
        await().during(WINDOW.plusMillis(200))
                .until(() -> count("select count(*) from inbox where lead_id = ?", lead) == 2);
        routes.startRoute("order");

        await().untilAsserted(() -> assertThat(numbers(crm)).containsExactly(1, 2, 3));
        await().until(() -> count("select count(*) from inbox where lead_id like ?", lead + "%") == 0);
    }

    @Test
    void an_event_passes_the_flood_of_another_lead_which_keeps_its_order() throws Exception {
        int flood = 600;
        String other = lead + "-other";
        var routes = hub.bean(CamelContext.class).getRouteController();
        routes.stopRoute("order");
        List<LeadEvent> together = new ArrayList<>(IntStream.rangeClosed(1, flood)
                .mapToObj(number -> event(lead, number, number == 1 ? EventType.CREATED : EventType.UPDATED, null))
                .toList());
        together.add(event(other, 1, EventType.CREATED, null));
        arrive(together);
        routes.startRoute("order");

        await().untilAsserted(() -> assertThat(numbers(crm, other)).containsExactly(1));
        await().until(() -> count("select count(*) from inbox where lead_id = ?", lead) == 0);
        List<String> dispatched = hub.bean(JdbcTemplate.class)
                .queryForList(
                        "select event_id from delivery where destination = 'crm' and lead_id in (?, ?) order by id",
                        String.class,
                        lead,
                        other);
        assertThat(dispatched.indexOf(other + "-1")).isLessThan(flood / 6);
        assertThat(dispatched.stream().filter(id -> !id.startsWith(other)).toList())
                .isEqualTo(IntStream.rangeClosed(1, flood)
                        .mapToObj(number -> lead + "-" + number)
                        .toList());
    }

    @Test
    void an_event_that_cannot_be_dispatched_becomes_a_dead_letter_and_stops_nobody_else() {
        JdbcTemplate jdbc = hub.bean(JdbcTemplate.class);
        String poison = lead + "-2";
        jdbc.execute("alter table seen_event add constraint no_poison check (event_id <> '" + poison + "')");
        try {
            send(1, 2);
            String healthy = lead + "_other";
            arrive(event(healthy, 1, EventType.CREATED, null));

            await().untilAsserted(() -> assertThat(numbers(crm, healthy)).containsExactly(1));
            await().untilAsserted(() -> assertThat(state("inbox", 2)).isEqualTo("dead"));
            assertThat(numbers(crm)).containsExactly(1);
        } finally {
            jdbc.execute("alter table seen_event drop constraint no_poison");
        }

        hub.bean(DeadLetters.class).replay(deliveryId("inbox", 2), false);

        await().untilAsserted(() -> assertThat(numbers(crm)).containsExactly(1, 2));
    }

    @Test
    void what_goes_along_with_another_while_each_is_tried_alone_is_no_dead_letter() {
        JdbcTemplate jdbc = hub.bean(JdbcTemplate.class);
        String late = lead + "_late";
        jdbc.execute("alter table seen_event add constraint no_poison check (event_id <> '" + lead + "-1')");
        try {
            arrive(
                    List.of(
                            event(lead, 1, EventType.CREATED, null),
                            event(late, 2, EventType.UPDATED, null),
                            event(late, 3, EventType.UPDATED, null)),
                    Instant.now().minusSeconds(600));

            await().untilAsserted(() -> assertThat(numbers(crm, late)).containsExactly(2, 3));
            await().untilAsserted(() -> assertThat(state("inbox", 1)).isEqualTo("dead"));
        } finally {
            jdbc.execute("alter table seen_event drop constraint no_poison");
        }

        assertThat(count("select count(*) from delivery where destination = 'inbox' and lead_id = ?", late))
                .isZero();
        assertThat(hub.api().reconciliation().path("balanced").asBoolean()).isTrue();
    }

    @Test
    void a_poisonous_event_with_an_endless_error_becomes_a_dead_letter_and_stops_nobody_else() {
        Destinations destinations = hub.bean(Destinations.class);
        StillDestination poisoned = new StillDestination("poisoned", false, "lead.poisoned")
                .failWith("never\0ending".repeat(500))
                .registerIn(destinations);
        try {
            send(1);
            arrive(event(lead, 2, new EventType("lead.poisoned"), null));
            String healthy = lead + "_other";
            arrive(event(healthy, 1, EventType.CREATED, null));

            await().untilAsserted(() -> assertThat(numbers(crm, healthy)).containsExactly(1));
            await().untilAsserted(() -> assertThat(state("inbox", 2)).isEqualTo("dead"));
        } finally {
            poisoned.removeFrom(destinations);
        }
        assertThat(hub.bean(JdbcTemplate.class)
                        .queryForObject(
                                "select last_error from delivery where id = ?", String.class, deliveryId("inbox", 2)))
                .hasSize(1_000)
                .contains("never ending");
        assertThat(numbers(crm)).containsExactly(1);
    }

    @Test
    void a_repeat_of_an_event_that_nobody_wants_is_not_kept_again() {
        long duplicates = hub.api().reconciliation().path("duplicates").asLong();
        Arrival unwanted = new Arrival.Unwanted(
                "leads", lead + "-1", new EventType("task.done"), "{}".getBytes(StandardCharsets.UTF_8), START);
        ProducerTemplate inbox = hub.bean(ProducerTemplate.class);
        inbox.sendBody("inbox:events", unwanted);
        inbox.sendBody("inbox:events", List.of(unwanted, unwanted));

        assertThat(count("select count(*) from event where event_id = ? and state = 'unwanted'", lead + "-1"))
                .isEqualTo(1);
        assertThat(hub.api().reconciliation().path("duplicates").asLong()).isEqualTo(duplicates + 2);
        assertThat(hub.api().reconciliation().path("balanced").asBoolean()).isTrue();
    }

    @Test
    void a_repeat_of_a_quarantined_event_is_not_kept_again() {
        long duplicates = hub.api().reconciliation().path("duplicates").asLong();
        Arrival unreadable = new Arrival.Unreadable(
                "leads", lead + "-1", "there is no lead", "{}".getBytes(StandardCharsets.UTF_8), START);
        ProducerTemplate inbox = hub.bean(ProducerTemplate.class);
        inbox.sendBody("inbox:events", unreadable);
        inbox.sendBody("inbox:events", List.of(unreadable, unreadable));

        assertThat(count("select count(*) from event where event_id = ?", lead + "-1"))
                .isEqualTo(1);
        assertThat(count("select count(*) from delivery where event_id = ?", lead + "-1"))
                .isEqualTo(1);
        assertThat(hub.api().reconciliation().path("duplicates").asLong()).isEqualTo(duplicates + 2);
        assertThat(hub.api().reconciliation().path("balanced").asBoolean()).isTrue();
    }

    @Test
    void a_restart_goes_on_where_the_schedule_was() {
        crm.answer(failing(1, 2, 503));
        send(1, 2);
        await().untilAsserted(() -> assertThat(state("crm", 1)).isEqualTo("retrying"));

        hub.stop();
        hub.start();

        await().untilAsserted(() -> assertThat(state("crm", 2)).isEqualTo("delivered"));
        assertThat(crm.requestsOf(lead)).extracting(Receiver.Request::attempt).containsExactly(1, 2, 3, 1);
    }

    private Function<Receiver.Request, Integer> failing(int number, int attempts, int status) {
        String eventId = lead + "-" + number;
        return request -> request.eventId().equals(eventId) && request.attempt() <= attempts ? status : 200;
    }

    private List<Integer> numbers(Receiver receiver) {
        return numbers(receiver, lead);
    }

    private static List<Integer> numbers(Receiver receiver, String lead) {
        return receiver.requestsOf(lead).stream()
                .map(request -> Integer.parseInt(request.eventId().substring(lead.length() + 1)))
                .toList();
    }

    private List<Integer> numbersIn(String body) {
        try {
            JsonNode events = new ObjectMapper().readTree(body);
            return StreamSupport.stream(events.spliterator(), false)
                    .filter(event -> event.get("lead_id").asText().equals(lead))
                    .map(event -> event.get("sequence").asInt())
                    .toList();
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(body, e);
        }
    }

    private @Nullable String state(String destination, int number) {
        List<String> states = hub.bean(JdbcTemplate.class)
                .queryForList(
                        "select state from delivery where destination = ? and event_id = ?",
                        String.class,
                        destination,
                        lead + "-" + number);
        return states.isEmpty() ? null : states.get(0);
    }

    private long deliveryId(String destination, int number) {
        return count(
                "select id from delivery where event_id = ? and destination = '" + destination + "'",
                lead + "-" + number);
    }

    private long count(String sql, String parameter) {
        Long value = hub.bean(JdbcTemplate.class).queryForObject(sql, Long.class, parameter);
        return value == null ? 0 : value;
    }

    private void send(int... numbers) {
        for (int number : numbers) {
            arrive(event(lead, number, number == 1 ? EventType.CREATED : EventType.UPDATED, null));
        }
    }

    private void arrive(LeadEvent event) {
        arrive(List.of(event));
    }

    private void arrive(List<LeadEvent> events) {
        arrive(events, Instant.now());
    }

    private void arrive(List<LeadEvent> events, Instant received) {
        hub.bean(ProducerTemplate.class)
                .sendBody(
                        "inbox:events",
                        events.stream().map(event -> arrival(event, received)).toList());
    }

    private static Arrival arrival(LeadEvent event, Instant received) {
        String body = """
                {"event_id":"%s","event_type":"%s","timestamp":"%s","sequence":%d,"payload":{"lead":{"id":"%s"}}}
                """.formatted(event.eventId(), event.type(), event.timestamp(), event.sequence(), event.leadId());
        return new Arrival.Readable(event, body.getBytes(StandardCharsets.UTF_8), null, received);
    }

    private static LeadEvent event(String lead, long number, EventType type, @Nullable String related) {
        return new LeadEvent(
                "leads", lead + "-" + number, type, lead, related, START.plusSeconds(number), number, "2026-01-01");
    }
}
