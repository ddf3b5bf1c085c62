package io.leadhook.watch.alert;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mock.env.MockEnvironment;

class AlertChannelsTest {
    private final MockEnvironment environment = new MockEnvironment();
    private final StaticListableBeanFactory beans = new StaticListableBeanFactory();
    private final AlertChannels channels = new AlertChannels(environment, beans.getBeanProvider(JavaMailSender.class));

    @Test
    void a_mail_needs_a_server_and_an_address() {
        environment.setProperty("leadhook.alerts.mail.to", "ops@example.com");
        assertThat(channels.mail()).isFalse();
        assertThat(channels.none()).isTrue();

        beans.addBean("mailSender", new JavaMailSenderImpl());
        assertThat(channels.mail()).isTrue();
        assertThat(channels.none()).isFalse();

        environment.setProperty("leadhook.alerts.mail.to", " ");
        assertThat(channels.mail()).isFalse();
        assertThat(channels.none()).isTrue();
    }

    @Test
    void slack_and_a_webhook_need_their_address() {
        assertThat(channels.slack()).isFalse();
        assertThat(channels.webhook()).isFalse();

        environment.setProperty("ALERT_SLACK_WEBHOOK_URL", "https://hooks.example.com/services/T/B/x");
        assertThat(channels.slack()).isTrue();
        assertThat(channels.webhook()).isFalse();

        environment.setProperty("ALERT_WEBHOOK_URL", "https://example.com/hook");
        assertThat(channels.webhook()).isTrue();
    }
}
