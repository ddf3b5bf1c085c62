package io.leadhook.browser;

import static org.awaitility.Awaitility.await;

import io.leadhook.testing.AdminApi;
import io.leadhook.testing.Hub;
import io.leadhook.testing.Receiver;
import io.leadhook.testing.Sender;
import io.leadhook.testing.SentEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A hub with something to see: a CRM that refuses some leads for good and some for now, a scoring service and a Slack
 * that take everything, and users of each role.
 */
final class Scene implements AutoCloseable {
    static final String VIEWER = "vera";
    static final String OPERATOR = "olaf";
    static final String ADMIN = "admin";
    static final String PASSWORD = AdminApi.PASSWORD;
    static final String HOSTILE = "</pre><script>alert(1)</script><img src=x onerror=alert(2)>";

    final Receiver crm = new Receiver();
    final Hub hub;
    final Sender sender;
    private final Receiver others = new Receiver();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final Set<String> busy = ConcurrentHashMap.newKeySet();

    Scene(Path data) {
        crm.answer(request -> refused.contains(request.leadId()) ? 422 : busy.contains(request.leadId()) ? 503 : 200);
        hub = new Hub(data)
                .with("CRM_URL", crm.url())
                .with("SCORING_URL", others.url() + "/score")
                .with("SLACK_WEBHOOK_URL", others.url() + "/slack")
                .with("slack.rate-per-second", "50")
                .with("leadhook.users." + VIEWER + ".password", PASSWORD)
                .with("leadhook.users." + VIEWER + ".role", "viewer")
                .with("leadhook.users." + OPERATOR + ".password", PASSWORD)
                .with("leadhook.users." + OPERATOR + ".role", "operator")
                .start();
        sender = new Sender(hub.webhooksUrl());
    }

    /** The CRM will refuse this lead for good. */
    Scene refuse(String lead) {
        refused.add(lead);
        return this;
    }

    /** The CRM will have no time for this lead. */
    Scene putOff(String lead) {
        busy.add(lead);
        return this;
    }

    /** From now on the CRM takes everything. */
    void mend() {
        refused.clear();
        busy.clear();
    }

    /** Returns when it is stored. */
    Scene post(SentEvent event) {
        await().pollDelay(Duration.ZERO).atMost(Duration.ofSeconds(20)).until(() -> sender.post(event));
        return this;
    }

    /** One that lasts and could not be told, one that is over. */
    void alerts() {
        JdbcClient jdbc = hub.bean(JdbcClient.class);
        jdbc.sql("""
                        insert into alert (symptom, headline, began_at, seen_at, ended_at, told_at, send_error)
                        values ('backlog slack', 'slack: the oldest event has waited for 22 min',
                                current_timestamp - interval '3' hour, current_timestamp - interval '2' hour,
                                current_timestamp - interval '2' hour, current_timestamp - interval '3' hour, null),
                               ('held crm lead_42', 'crm: lead lead_42 has waited for 41 min behind its dead letter',
                                current_timestamp - interval '11' minute, current_timestamp + interval '1' hour,
                                null, null, 'HTTP operation failed with statusCode: 503')
                        """).update();
    }

    /** Begins a bulk replay of some that do not exist, and returns its id. */
    String replay() {
        return hub.api()
                .post("/api/dead-letters/replay", "{\"destination\":\"slack\",\"rate_per_second\":20}")
                .path("id")
                .asText();
    }

    String today() {
        return LocalDate.now(ZoneOffset.UTC).toString();
    }

    void awaitState(SentEvent event, String destination, String state) {
        await().atMost(Duration.ofSeconds(20)).until(() -> hub.api()
                .delivery(event.eventId(), destination)
                .path("state")
                .asText()
                .equals(state));
    }

    @Override
    public void close() {
        hub.close();
        crm.close();
        others.close();
    }
}
