package io.leadhook.receive;

import static io.leadhook.receive.RawHttp.ascii;
import static org.assertj.core.api.Assertions.assertThat;

import io.leadhook.testing.Hub;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Plants secrets, has everything fail that can, and looks for them wherever an operator could see them. */
@ExtendWith(OutputCaptureExtension.class)
class SecretsStaySecretTest {
    private static final String CANARY = "canary";

    @Test
    void no_log_line_no_answer_and_no_mbean_has_a_planted_secret_in_it(@TempDir Path folder, CapturedOutput output)
            throws Exception {
        Path secrets = Files.createDirectories(folder.resolve("secrets"));
        Files.writeString(secrets.resolve("leadhook.sources.filed.secrets"), "canary-of-filed-1");
        List<String> answers = new ArrayList<>();
        try (Hub hub = new Hub(folder.resolve("data"))
                .with("logging.level.root", "INFO")
                .with("logging.level.io.leadhook", "DEBUG")
                .with("spring.jmx.enabled", "true")
                .with("LEADS_WEBHOOK_SECRET", "canary-of-leads-1,canary-of-leads-2")
                .with("spring.config.import", "configtree:" + secrets + "/")
                .with("leadhook.sources.filed.scheme", "bearer")
                .with("leadhook.sources.user.scheme", "basic")
                .with("leadhook.sources.user.secrets", "canary-user:canary-password")
                // Nobody listens there: every fetch and every delivery fails.
                .with("leadhook.sources.leads.fetch.url", "http://127.0.0.1:9/{lead_id}?key=canary-of-the-url")
                .with("leadhook.sources.leads.fetch.token", "canary-of-the-fetch")
                .with("leadhook.sources.leads.fetch.give-up-after", "3s")
                .with("CRM_URL", "http://127.0.0.1:9/crm")
                .with("CRM_TOKEN", "canary-of-the-crm")
                .with("SLACK_WEBHOOK_URL", "http://127.0.0.1:9/services/canary/of/slack")
                .with("SCORING_URL", "http://127.0.0.1:9/score")
                .with("SCORING_TOKEN", "canary-of-scoring")
                .start()) {
            byte[] body = FuzzRequests.event("1").getBytes(StandardCharsets.UTF_8);
            for (String source : List.of("leads", "filed", "user")) {
                Map<String, String> right = hub.bean(Signer.class).headers(source, body);
                answers.add(post(hub, source, body, right));
                answers.add(post(hub, source, "canary{".getBytes(StandardCharsets.UTF_8), right));
                answers.add(post(hub, source, body, Map.of("Authorization", "Bearer canary-wrong-one")));
                answers.add(post(hub, source, body, Map.of("X-Webhook-Signature", "sha256=canary")));
            }
            byte[] thin = """
                    {"event_id":"thin","event_type":"lead.created","timestamp":"2026-11-23T10:00:00Z",
                     "payload":{"lead_id":"lead_thin"}}
                    """.getBytes(StandardCharsets.UTF_8);
            answers.add(post(hub, "leads", thin, hub.bean(Signer.class).headers("leads", thin)));
            Files.writeString(secrets.resolve("leadhook.sources.filed.secrets"), "canary");
            try {
                hub.bean(SourceRegistry.class).reload();
            } catch (IllegalArgumentException tooShort) {
                answers.add(String.valueOf(tooShort.getMessage()));
            }
            answers.add(hub.bean(SourceRegistry.class).reports().toString());
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(hub.bean(JdbcClient.class)
                                    .sql("select count(*) from attempt")
                                    .query(Long.class)
                                    .single())
                            .isGreaterThanOrEqualTo(5));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(hub.bean(MeterRegistry.class)
                                    .get("leadhook.fetches")
                                    .tag("outcome", "gave_up")
                                    .counter()
                                    .count())
                            .isEqualTo(1));
            answers.addAll(hub.bean(JdbcClient.class)
                    .sql("select coalesce(error, '') from attempt")
                    .query(String.class)
                    .list());
            answers.addAll(mbeans());
        }

        assertThat(answers).hasSizeGreaterThan(100).noneMatch(text -> text.contains(CANARY));
        assertThat(output.getAll().lines().filter(line -> line.contains(CANARY)))
                .isEmpty();
    }

    /** Every attribute of every MBean of Camel and of ours that can be read, as a text. */
    private static List<String> mbeans() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        List<String> found = new ArrayList<>();
        for (String domain :
                List.of("org.apache.camel:*", "io.leadhook:*", "com.zaxxer.hikari:*", "org.springframework.boot:*")) {
            for (ObjectName name : server.queryNames(new ObjectName(domain), null)) {
                found.add(name.toString());
                for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                    found.add(name + " " + attribute.getName() + " = " + value(server, name, attribute));
                }
            }
        }
        return found;
    }

    private static String value(MBeanServer server, ObjectName name, MBeanAttributeInfo attribute) {
        try {
            Object value = server.getAttribute(name, attribute.getName());
            return value instanceof Object[] several ? Arrays.deepToString(several) : String.valueOf(value);
        } catch (Exception notReadable) {
            return "";
        }
    }

    private static String post(Hub hub, String source, byte[] body, Map<String, String> headers) throws Exception {
        StringBuilder head = new StringBuilder("POST /webhooks/" + source + " HTTP/1.1\r\nHost: hub\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        return RawHttp.send(hub.bean(WebhookServer.class).getPort(), ascii(head.toString()), body)
                .toString();
    }
}
