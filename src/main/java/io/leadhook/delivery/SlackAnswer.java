package io.leadhook.delivery;

import com.slack.api.methods.SlackApiException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Slack answered, as camel-slack reports it. For a webhook the status and the headers stand only in the text of a
 * CamelExchangeException, {@code Error POSTing to Slack API: WebhookResponse(code=429, message=…, headers={…},
 * body=…)}; with a token an answer of 200 can carry an error word. Immutable.
 *
 * @param status the HTTP status, or null where Slack says what is wrong by a word only
 * @param passing whether the error word is one of those that pass
 */
record SlackAnswer(
        @Nullable Integer status, boolean passing, @Nullable String retryAfter, String text) {
    private static final String PREFIX = "Error POSTing to Slack API: ";
    private static final Pattern WEBHOOK = Pattern.compile(
            "WebhookResponse\\(code=(\\d{3}), message=(.*?), headers=\\{(.*?)}, body=(.*?)\\)(?:\\. Exchange\\[.*)?",
            Pattern.DOTALL);
    private static final Pattern RETRY_AFTER = Pattern.compile("(?i)\\bretry-after=\\[([^\\]]*)]");
    private static final Pattern ERROR_WORD = Pattern.compile("\\berror=(\\w+)");
    private static final Set<String> PASSING = Set.of(
            "ratelimited",
            "rate_limited",
            "internal_error",
            "fatal_error",
            "service_unavailable",
            "request_timeout",
            "team_added_to_org");

    /** Reads an exception of camel-slack; null if it is none. */
    static @Nullable SlackAnswer of(Throwable failure) {
        if (failure instanceof SlackApiException api) {
            int status = api.getResponse().code();
            return new SlackAnswer(
                    status,
                    false,
                    api.getResponse().header("Retry-After"),
                    "HTTP " + status + " from Slack: " + api.getResponseBody());
        }
        String message = failure.getMessage();
        if (message == null || !message.startsWith(PREFIX)) {
            return null;
        }
        String response = message.substring(PREFIX.length());
        Matcher webhook = WEBHOOK.matcher(response);
        return webhook.matches() ? ofWebhook(webhook) : ofErrorWord(response);
    }

    private static SlackAnswer ofWebhook(Matcher webhook) {
        Matcher retryAfter = RETRY_AFTER.matcher(webhook.group(3));
        return new SlackAnswer(
                Integer.valueOf(webhook.group(1)),
                false,
                retryAfter.find() ? retryAfter.group(1) : null,
                "HTTP " + webhook.group(1) + " " + webhook.group(2) + " from Slack: " + webhook.group(4));
    }

    private static SlackAnswer ofErrorWord(String response) {
        Matcher word = ERROR_WORD.matcher(response);
        String error = word.find() ? word.group(1) : "unknown";
        return new SlackAnswer(null, PASSING.contains(error), null, "Slack refused the message: " + error);
    }
}
