package io.leadhook.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

class MonitoringTest extends ConsoleTest {
    @Test
    void gauges_exist_at_zero_from_the_start_and_follow_the_tables() {
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(scrape())
                        .contains("leadhook_deliveries{destination=\"crm\",state=\"pending\"} 0.0")
                        .contains("leadhook_deliveries{destination=\"crm\",state=\"in_flight\"} 0.0")
                        .contains("leadhook_deliveries{destination=\"slack\",state=\"delivered\"} 0.0")
                        .contains("leadhook_dead_letters{destination=\"crm\"} 0.0")
                        .contains("leadhook_dead_letters{destination=\"inbox\"} 0.0")
                        .contains("leadhook_inbox_pending 0.0")
                        .contains("leadhook_oldest_pending_seconds{destination=\"slack\"} 0.0"));

        rows.event(1, "lead.created", "lead_1");
        rows.event(2, "lead.created", "lead_2");
        rows.delivery(11, 1, "crm", "pending");
        rows.delivery(12, 2, "crm", "pending");
        rows.delivery(13, 2, "slack", "delivered");
        rows.delivery(14, 1, "slack", "dead");
        rows.waiting(3, "lead.created", "lead_3");
        rows.quarantined(4, 41, "{}");
        crm.have(1);

        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(scrape())
                        .contains("leadhook_deliveries{destination=\"crm\",state=\"pending\"} 1.0")
                        .contains("leadhook_deliveries{destination=\"crm\",state=\"in_flight\"} 1.0")
                        .contains("leadhook_deliveries{destination=\"slack\",state=\"delivered\"} 1.0")
                        .contains("leadhook_dead_letters{destination=\"slack\"} 1.0")
                        .contains("leadhook_dead_letters{destination=\"inbox\"} 1.0")
                        .contains("leadhook_inbox_pending 1.0")
                        .doesNotContain("leadhook_oldest_pending_seconds{destination=\"crm\"} 0.0"));
    }

    @Test
    void each_destination_has_an_mbean_while_it_has_a_route() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = new ObjectName("io.leadhook:type=Destination,name=slack");
        rows.event(1, "lead.created", "lead_1");
        rows.delivery(11, 1, "slack", "dead");
        // The one of the test before goes first.
        await().atMost(Duration.ofSeconds(10)).until(() -> server.isRegistered(name) && pausesSlack(server, name));

        assertThat(server.getAttribute(name, "Name")).isEqualTo("slack");
        assertThat(server.getAttribute(name, "State")).isEqualTo("paused");
        assertThat(server.getAttribute(name, "Events")).isEqualTo(new String[] {"lead.created"});
        assertThat(server.getAttribute(name, "SuccessRate1h")).isNull();
        assertThat(server.getAttribute(name, "AverageLatencyMs1h")).isNull();
        await().atMost(Duration.ofSeconds(5))
                .until(() -> server.getAttribute(name, "Dead").equals(1L));
        assertThat(server.getAttribute(name, "Pending")).isEqualTo(0L);
        assertThat(server.getAttribute(name, "Retrying")).isEqualTo(0L);
        assertThat(server.getAttribute(name, "OldestPendingSeconds")).isEqualTo(0L);
        assertThat(invoke(server, name, "replayDeadLetters")).isEqualTo(1L);
        invoke(server, name, "resume");

        assertThat(rows.state(11)).isEqualTo("pending");
        assertThat(slack.state().name()).isEqualTo("RUNNING");
        assertThat(audit())
                .contains("jmx pause slack")
                .contains("jmx replay slack: 1")
                .contains("jmx resume slack");
        slack.removeFrom(destinations);
        await().atMost(Duration.ofSeconds(10)).until(() -> !server.isRegistered(name));
    }

    private boolean pausesSlack(MBeanServer server, ObjectName name) throws Exception {
        invoke(server, name, "pause");
        return slack.state().name().equals("PAUSED");
    }

    private static Object invoke(MBeanServer server, ObjectName name, String operation) throws Exception {
        return server.invoke(name, operation, new Object[0], new String[0]);
    }

    private String scrape() {
        Api.Answer answer = api.get("/actuator/prometheus");
        assertThat(answer.status()).isEqualTo(200);
        return answer.body();
    }
}
