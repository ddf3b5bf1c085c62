package io.leadhook.watch.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import io.leadhook.testing.Hub;
import io.leadhook.testing.LogLines;
import io.leadhook.testing.Receiver;
import io.leadhook.testing.Sender;
import io.leadhook.testing.SentEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.mail.MailSenderAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** The shipped routes, from a receiver that fails to the message in the channel. */
class WatchTest {
    @TempDir
    Path folder;

    @AutoClose
    private final Receiver crm = new Receiver();

    @AutoClose
    private final Receiver slack = new Receiver();

    @AutoClose
    private final Receiver webhook = new Receiver();

    @Test
    void a_dead_letter_is_told_on_every_channel_once_and_a_channel_that_is_down_hears_of_it_later() {
        crm.answer(request -> 422);
        slack.answer(request -> 500);
        webhook.answer(request -> 500);
        try (Hub hub = new Hub(folder)
                        .with("CRM_URL", crm.url())
                        .with("ALERT_SLACK_WEBHOOK_URL", slack.url() + "/services/T/B/very-secret")
                        .with("ALERT_WEBHOOK_URL", webhook.url() + "/hook")
                        .with("spring.mail.host", "127.0.0.1")
                        .with("spring.mail.port", "1")
                        .with("leadhook.alerts.mail.to", "ops@example.com")
                        .with("leadhook.alerts.every", "200ms")
                        .with("leadhook.alerts.recover-after", "0s")
                        .with("leadhook.report.enabled", "false")
                        .start();
                LogLines log = new LogLines("io.leadhook.watch.alert")) {
            new Sender(hub.webhooksUrl()).post(SentEvent.created("lead_1", 1));
            await().until(() ->
                    slack.requests().size() >= 2 && webhook.requests().size() >= 2);
            assertThat(hub.bean(JdbcEpisodes.class).open())
                    .singleElement()
                    .satisfies(episode -> assertThat(episode.error()).contains("No channel took it"))
                    .satisfies(episode -> assertThat(episode.toldAt()).isNull());
            assertThat(log.text())
                    .contains(
                            "ALERT_SLACK_WEBHOOK_URL did not take the text: HTTP 500",
                            "e-mail did not take the text: MailSendException");
            assertThat(log.text()).doesNotContain("very-secret");

            webhook.answer(request -> 200);
            await().until(() -> hub.bean(JdbcEpisodes.class).open().get(0).toldAt() != null);
            int toldSlack = slack.requests().size();
            await().during(Duration.ofSeconds(1)).until(() -> slack.requests().size() == toldSlack);
        }
        Receiver.Request last = webhook.requests().get(webhook.requests().size() - 1);
        assertThat(last.body()).contains("\"symptom\":\"dead-letters crm\"", "\"state\":\"alert\"");
        assertThat(slack.requests().get(0).body()).contains("{\"text\":\"Leadhook\\nALERT crm: 1 new dead letters");
    }

    @Test
    void the_daily_report_comes_once() {
        try (Hub hub = new Hub(folder)
                .with("CRM_URL", crm.url())
                .with("ALERT_SLACK_WEBHOOK_URL", slack.url())
                .with("ALERT_WEBHOOK_URL", webhook.url())
                .with("leadhook.report.at", "00:00")
                .with("leadhook.report.every", "300ms")
                .start()) {
            assertThat(hub.bean(DailyReport.class).due())
                    .as("nothing has happened yet")
                    .isNull();
            new Sender(hub.webhooksUrl()).post(SentEvent.created("lead_1", 1));
            await().atMost(Duration.ofSeconds(20)).until(() -> slack.requests().size() == 1);
            assertThat(slack.requests().get(0).body()).contains("Received: nothing", "Balanced: 1 accepted");
            await().until(() -> hub.bean(DailyReport.class).due() == null);
            assertThat(webhook.requests())
                    .singleElement()
                    .satisfies(request -> assertThat(request.body())
                            .contains(
                                    "\"date\":\""
                                            + LocalDate.now(ZoneOffset.UTC).minusDays(1) + "\"",
                                    "\"balanced\":true"));
        }
    }

    @Test
    void a_failing_receiver_is_told_by_e_mail_and_so_is_its_recovery() {
        try (MailServer mail = new MailServer();
                Hub hub = new Hub(folder)
                        .with("CRM_URL", crm.url())
                        .with("spring.mail.host", "127.0.0.1")
                        .with("spring.mail.port", String.valueOf(mail.port()))
                        .with("leadhook.alerts.mail.to", "ops@example.com, boss@example.com")
                        .with("leadhook.alerts.mail.from", "hub@example.com")
                        .with("leadhook.alerts.every", "200ms")
                        .with("leadhook.alerts.window", "1m")
                        .with("leadhook.alerts.minimum", "1")
                        .with("leadhook.alerts.backlog", "1s")
                        .with("leadhook.alerts.recover-after", "0s")
                        .with("leadhook.report.enabled", "false")
                        .start()) {
            hub.api().post("/api/destinations/crm/pause", "");
            new Sender(hub.webhooksUrl()).post(SentEvent.created("lead_1", 1));
            await().until(() -> mail.messages().size() == 1);
            hub.api().post("/api/destinations/crm/resume", "");
            await().until(() -> mail.messages().size() == 2);

            assertThat(mail.recipients()).contains("<ops@example.com>", "<boss@example.com>");
            assertThat(mail.messages().get(0))
                    .contains("From: hub@example.com", "Subject: ALERT crm: the oldest event has waited for");
            assertThat(mail.messages().get(1)).contains("Subject: RECOVERED after", "crm: the oldest event has waited");
            await().during(Duration.ofSeconds(1)).until(() -> mail.messages().size() == 2);
        }
    }

    @Test
    void a_mail_server_that_says_nothing_keeps_no_other_channel_from_the_next_alert() throws IOException {
        // The system accepts for it, and nobody speaks.
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                Hub hub = new Hub(folder)
                        .with("CRM_URL", crm.url())
                        .with("ALERT_WEBHOOK_URL", webhook.url())
                        .with("spring.mail.host", "127.0.0.1")
                        .with("spring.mail.port", String.valueOf(silent.getLocalPort()))
                        .with("spring.mail.properties.mail.smtp.timeout", "300")
                        .with("leadhook.alerts.mail.to", "ops@example.com")
                        .with("leadhook.alerts.every", "200ms")
                        .with("leadhook.alerts.backlog", "1s")
                        .with("leadhook.alerts.recover-after", "0s")
                        .with("leadhook.report.enabled", "false")
                        .start();
                LogLines log = new LogLines("io.leadhook.watch.alert")) {
            hub.api().post("/api/destinations/crm/pause", "");
            new Sender(hub.webhooksUrl()).post(SentEvent.created("lead_1", 1));
            await().until(() -> webhook.requests().size() == 1);
            hub.api().post("/api/destinations/crm/resume", "");

            await().until(() -> webhook.requests().size() == 2);
            assertThat(log.text()).contains("e-mail did not take the text: MailSendException");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"smtp", "smtps"})
    void every_wait_for_a_mail_server_has_an_end(String protocol) {
        try (ConfigurableApplicationContext shipped = new SpringApplicationBuilder(MailSenderAutoConfiguration.class)
                .web(WebApplicationType.NONE)
                .run("--spring.mail.host=127.0.0.1")) {
            assertThat(shipped.getBean(JavaMailSenderImpl.class).getJavaMailProperties())
                    .contains(
                            entry("mail." + protocol + ".connectiontimeout", "10000"),
                            entry("mail." + protocol + ".timeout", "10000"),
                            entry("mail." + protocol + ".writetimeout", "10000"));
        }
    }
}
