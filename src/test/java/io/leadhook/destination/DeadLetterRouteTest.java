package io.leadhook.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadhook.testing.LogLines;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class DeadLetterRouteTest {
    @Test
    void a_dead_letter_is_announced_in_one_line() throws Exception {
        try (RouteUnderTest route = new RouteUnderTest("routes/dead-letter.camel.yaml").start("dead-letter");
                LogLines log = new LogLines("leadhook.dead-letter")) {
            Map<String, Object> letter = Map.of(
                    "id", 17L,
                    "event_id", "evt_7",
                    "event_type", "lead.updated",
                    "lead_id", "lead_42",
                    "destination", "crm",
                    "reason", "permanent_error",
                    "error", "HTTP 422 from http://crm.example/leads/lead_42 {{env:HOME}} ${env:HOME}",
                    "attempts", 1);

            Exchange exchange = route.deliver(letter, "lead.updated", "lead_42", null);

            assertThat(exchange.getException()).isNull();
            assertThat(log.text().lines().filter(line -> line.contains("Dead letter 17")))
                    .singleElement()
                    .asString()
                    .contains("WARN", "leadhook.dead-letter")
                    .endsWith(
                            "lead.updated evt_7 of lead lead_42 for crm after 1 attempts (permanent_error): HTTP 422 from"
                                    + " http://crm.example/leads/lead_42 {{env:HOME}} ${env:HOME}");
        }
    }
}
