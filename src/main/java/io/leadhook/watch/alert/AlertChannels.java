package io.leadhook.watch.alert;

import java.util.List;
import java.util.Map;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.env.Environment;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.stereotype.Component;

/**
 * The bean {@code alertChannels} of {@code routes/tell.camel.yaml}: which channels are configured, and the one that is
 * not HTTP. A channel without its address is off.
 */
@Component("alertChannels")
public class AlertChannels {
    private static final Logger LOG = LoggerFactory.getLogger(AlertChannels.class);
    private static final String SLACK = "ALERT_SLACK_WEBHOOK_URL";
    private static final String WEBHOOK = "ALERT_WEBHOOK_URL";
    private static final String MAIL_TO = "leadhook.alerts.mail.to";
    private static final String MAIL_FROM = "leadhook.alerts.mail.from";

    private final Environment environment;
    private final ObjectProvider<JavaMailSender> mail;

    AlertChannels(Environment environment, ObjectProvider<JavaMailSender> mail) {
        this.environment = environment;
        this.mail = mail;
    }

    public boolean slack() {
        return isSet(SLACK);
    }

    public boolean webhook() {
        return isSet(WEBHOOK);
    }

    /** Needs {@code spring.mail.host}, too. */
    public boolean mail() {
        return isSet(MAIL_TO) && mail.getIfAvailable() != null;
    }

    /** The address of a channel. It is a secret: for the header of a message, never for an endpoint. */
    public String address(String key) {
        return environment.getRequiredProperty(key);
    }

    public Map<String, String> slackText(String text) {
        return Map.of("text", text);
    }

    /** Says so without the address, which many exceptions quote. */
    public void failed(String channel, Throwable failure) {
        LOG.warn("{} did not take the text: {}", channel, reason(failure));
    }

    private static String reason(Throwable failure) {
        return failure instanceof HttpOperationFailedException answered
                ? "HTTP " + answered.getStatusCode()
                : failure.getClass().getSimpleName();
    }

    /** Then only the log has them. */
    public boolean none() {
        return List.of(slack(), webhook(), mail()).stream().noneMatch(on -> on);
    }

    /** @throws org.springframework.mail.MailException if the server did not take it */
    public void sendMail(String text) {
        SimpleMailMessage message = new SimpleMailMessage();
        message.setTo(environment.getRequiredProperty(MAIL_TO).split("\\s*,\\s*"));
        message.setFrom(environment.getProperty(MAIL_FROM, "leadhook@localhost"));
        message.setSubject(text.lines().skip(1).findFirst().orElse("Leadhook"));
        message.setText(text);
        mail.getObject().send(message);
    }

    private boolean isSet(String key) {
        String value = environment.getProperty(key);
        return value != null && !value.isBlank();
    }
}
