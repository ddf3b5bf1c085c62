package io.leadhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadhook.replica.Lease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What shared an attempt that failed: tried again after 1 s, 10 s and 60 s. */
class FailedBatchTest {
    private final EngineInSteps engine = new EngineInSteps(Bounds.DEFAULT, this::write, 3);
    private final List<List<String>> sent = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();

    @BeforeEach
    void receive() {
        engine.receiver = this::take;
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void a_lead_s_next_event_waits_for_the_one_before_it_though_its_own_time_comes_first() {
        engine.comes(1, "lead_a", 2);
        engine.comes(2, "lead_a", 0);
        engine.comes(3, "lead_b", 0);
        engine.receiver = this::refuse;
        sendAll();

        engine.receiver = this::take;
        engine.clock.advance(Duration.ofSeconds(2));
        sendAll();
        assertThat(sent).as("2 s later").containsExactly(List.of("evt_1", "evt_2", "evt_3"), List.of("evt_3"));

        engine.clock.advance(Duration.ofSeconds(70));
        sendAll();
        assertThat(sent.subList(2, sent.size()))
                .as("after a minute")
                .containsExactly(List.of("evt_1"), List.of("evt_2"));
    }

    @Test
    void a_list_that_has_grown_is_no_repeat_of_the_one_that_failed() {
        engine.comes(1);
        engine.comes(2);
        engine.receiver = this::refuse;
        sendAll();
        engine.clock.advance(Duration.ofSeconds(2));
        sendAll();
        assertThat(keys.get(1)).as("the same list").isEqualTo(keys.get(0));

        engine.comes(3);
        engine.clock.advance(Duration.ofSeconds(12));
        sendAll();
        assertThat(sent.get(2)).containsExactly("evt_1", "evt_2", "evt_3");
        assertThat(keys.get(2)).as("a longer one").isNotEqualTo(keys.get(0)).hasSizeLessThanOrEqualTo(64);
    }

    @Test
    void one_event_has_its_id_as_the_key_as_everywhere_else() {
        engine.comes(1);
        sendAll();

        assertThat(keys).containsExactly("evt_1");
    }

    /** Until nothing more is started. */
    private void sendAll() {
        for (engine.turn(); engine.workers.size() > 0; engine.turn()) {
            engine.workers.run(0);
        }
    }

    private void take(Exchange exchange) {
        List<?> events = exchange.getMessage().getBody(List.class);
        sent.add(events.stream()
                .map(event -> String.valueOf(((Map<?, ?>) event).get("event_id")))
                .toList());
        keys.add(exchange.getMessage().getHeader("Idempotency-Key", String.class));
    }

    private void refuse(Exchange exchange) throws HttpOperationFailedException {
        take(exchange);
        throw new HttpOperationFailedException("http://crm", 503, "busy", null, Map.of(), "");
    }

    private CompletableFuture<Void> write(Lease lease, Result result) {
        engine.write(lease, result);
        return CompletableFuture.completedFuture(null);
    }
}
