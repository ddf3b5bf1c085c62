package io.leadhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParseException;
import io.leadhook.delivery.Outcome.Delivered;
import io.leadhook.delivery.Outcome.Permanent;
import io.leadhook.delivery.Outcome.Retryable;
import io.leadhook.inbox.StoreUnavailableException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.jdbc.BadSqlGrammarException;

class AttemptJudgeTest {
    private final AttemptJudge judge =
            new AttemptJudge(Clock.fixed(Instant.parse("2026-11-23T10:00:00Z"), ZoneOffset.UTC));
    private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());

    @Test
    void an_exchange_without_failure_is_delivered_with_the_status_of_the_answer() {
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, 204);

        assertThat(judge.judge(exchange)).isEqualTo(new Delivered(204));
    }

    @Test
    void a_destination_without_http_is_delivered_without_a_status() {
        assertThat(judge.judge(exchange)).isEqualTo(new Delivered(null));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504, 599})
    void these_statuses_may_pass(int status) {
        assertThat(judged(http(status, Map.of(), "busy"))).isInstanceOf(Retryable.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 307, 400, 401, 403, 404, 409, 410, 413, 422})
    void these_statuses_are_final(int status) {
        Outcome outcome = judged(http(status, Map.of(), "no"));

        assertThat(outcome).isInstanceOf(Permanent.class);
        assertThat(outcome.status()).isEqualTo(status);
    }

    @Test
    void retry_after_is_found_in_any_case_as_seconds_and_as_a_date() {
        assertThat(retryAfter(Map.of("retry-AFTER", "120"))).isEqualTo(Duration.ofMinutes(2));
        assertThat(retryAfter(Map.of("Retry-After", "Mon, 23 Nov 2026 10:00:30 GMT")))
                .isEqualTo(Duration.ofSeconds(30));
        assertThat(retryAfter(Map.of("Retry-After", "Mon, 23 Nov 2026 09:00:00 GMT")))
                .isEqualTo(Duration.ZERO);
        assertThat(retryAfter(Map.of("Retry-After", "soon"))).isNull();
        assertThat(retryAfter(Map.of("Retry-After", "-5"))).isNull();
        assertThat(retryAfter(Map.of("Retry-After", "99999999999999999999"))).isNull();
    }

    @Test
    void what_the_network_does_may_pass_however_deep_it_is_wrapped() {
        assertThat(judged(new SocketTimeoutException("Read timed out"))).isInstanceOf(Retryable.class);
        assertThat(judged(new UnknownHostException("crm.example"))).isInstanceOf(Retryable.class);
        assertThat(judged(new SSLHandshakeException("expired"))).isInstanceOf(Retryable.class);
        assertThat(judged(new RuntimeCamelException(new RuntimeCamelException(new IOException("reset")))))
                .isInstanceOf(Retryable.class);
    }

    @Test
    void a_store_that_is_away_may_come_back() {
        assertThat(judged(new StoreUnavailableException("The store has just refused others")))
                .isInstanceOf(Retryable.class);
        assertThat(judged(new DataAccessResourceFailureException("lost", new SQLException("closed", "08006"))))
                .isInstanceOf(Retryable.class);
        assertThat(judged(new CannotAcquireLockException("locked"))).isInstanceOf(Retryable.class);
        assertThat(judged(new RecoverableDataAccessException("gone"))).isInstanceOf(Retryable.class);
    }

    @Test
    void a_statement_that_the_store_refuses_is_final() {
        assertThat(judged(new BadSqlGrammarException("task", "selct 1", new SQLException("no such word", "42601"))))
                .isInstanceOf(Permanent.class);
    }

    @Test
    void what_the_route_cannot_make_of_the_event_is_final() {
        assertThat(judged(new ClassCastException("no map"))).isInstanceOf(Permanent.class);
        assertThat(judged(new JsonParseException(null, "no JSON"))).isInstanceOf(Permanent.class);
        assertThat(judged(new IllegalArgumentException())).isEqualTo(new Permanent(null, "IllegalArgumentException"));
    }

    @Test
    void a_handled_failure_is_a_failure() {
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, http(503, Map.of(), "busy"));
        exchange.getExchangeExtension().setFailureHandled(true);

        assertThat(judge.judge(exchange)).isInstanceOf(Retryable.class);
    }

    @Test
    void a_handled_failure_without_a_cause_is_a_failure() {
        exchange.getExchangeExtension().setFailureHandled(true);

        assertThat(judge.judge(exchange)).isInstanceOf(Permanent.class);
    }

    @Test
    void a_route_may_say_that_a_handled_failure_is_a_delivery() {
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, http(409, Map.of(), "is there"));
        exchange.getExchangeExtension().setFailureHandled(true);
        exchange.setVariable("delivered", true);

        assertThat(judge.judge(exchange)).isInstanceOf(Delivered.class);
    }

    @Test
    void a_route_that_says_delivered_and_fails_has_failed() {
        exchange.setVariable("delivered", true);
        exchange.setException(new IOException("reset"));

        assertThat(judge.judge(exchange)).isInstanceOf(Retryable.class);
    }

    @Test
    void slack_webhook_answers_are_read_from_the_text() {
        Outcome outcome = judged(new CamelExchangeException(
                "Error POSTing to Slack API: WebhookResponse(code=429, message=Too Many Requests, headers={date=[now],"
                        + " retry-after=[7]}, body=rate_limited)",
                exchange));

        assertThat(outcome).isInstanceOfSatisfying(Retryable.class, retryable -> {
            assertThat(retryable.status()).isEqualTo(429);
            assertThat(retryable.retryAfter()).isEqualTo(Duration.ofSeconds(7));
            assertThat(retryable.error()).isEqualTo("HTTP 429 Too Many Requests from Slack: rate_limited");
        });
    }

    @Test
    void slack_error_words_are_known() {
        assertThat(judged(slack("ChatPostMessageResponse(ok=false, error=ratelimited, needed=null)")))
                .isInstanceOf(Retryable.class);
        assertThat(judged(slack("ChatPostMessageResponse(ok=false, error=channel_not_found, needed=null)")))
                .isEqualTo(new Permanent(null, "Slack refused the message: channel_not_found"));
    }

    @Test
    void no_secret_and_no_control_character_stands_in_an_error() {
        Outcome outcome = judged(new IOException("to https://user:pass@crm.example/v1?api_key=hush#x failed,"
                + " https://hooks.slack.com/services/T1/B2/hush, Authorization: Bearer hush\nforged line \u202e"
                + " {\"token\":\"hush\"} xoxb-12-hush"));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Retryable.class,
                        retryable -> assertThat(retryable.error())
                                .contains("https://crm.example/v1", "hooks.slack.com/***", "\\u000aforged")
                                .doesNotContain("hush", "user:pass", "\n", "\u202e"));
    }

    @Test
    void an_error_says_what_was_answered_and_by_whom() {
        assertThat(judged(new HttpOperationFailedException(
                        "http://crm.example/leads/1?k=hush", 422, "", null, Map.of(), " ")))
                .isEqualTo(new Permanent(422, "HTTP 422 from http://crm.example/leads/1"));
        assertThat(judged(http(422, Map.of(), "no name\n")))
                .isEqualTo(new Permanent(422, "HTTP 422 Said So from http://crm.example/leads/1: no name"));
    }

    @Test
    void a_long_error_is_cut_between_characters() {
        Outcome outcome = judged(http(500, Map.of(), "😀".repeat(10_000)));

        assertThat(outcome).isInstanceOfSatisfying(Retryable.class, retryable -> {
            assertThat(retryable.error()).hasSizeLessThanOrEqualTo(4000).endsWith("😀…");
        });
    }

    private Outcome judged(Exception failure) {
        exchange.setException(failure);
        return judge.judge(exchange);
    }

    private @Nullable Duration retryAfter(Map<String, String> headers) {
        return ((Retryable) judged(http(503, headers, "busy"))).retryAfter();
    }

    private CamelExchangeException slack(String response) {
        return new CamelExchangeException("Error POSTing to Slack API: " + response, exchange);
    }

    private static HttpOperationFailedException http(int status, Map<String, String> headers, String body) {
        return new HttpOperationFailedException("http://crm.example/leads/1", status, "Said So", null, headers, body);
    }
}
