package io.leadhook.delivery;

import com.fasterxml.jackson.core.JacksonException;
import io.leadhook.delivery.Outcome.Delivered;
import io.leadhook.delivery.Outcome.Permanent;
import io.leadhook.delivery.Outcome.Retryable;
import io.leadhook.inbox.StoreUnavailableException;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.net.MalformedURLException;
import java.nio.charset.CharacterCodingException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;

/**
 * Says how an attempt ended, from the exchange that the route left behind. It looks after the route has returned,
 * because camel-slack reports an HTTP error when the error handlers have already passed by. A failure that the route
 * handled is a failure all the same, unless the route says otherwise by setting the variable {@code delivered} to true.
 * Thread-safe.
 *
 * <p>Not guaranteed: a route that calls HTTP with {@code throwExceptionOnFailure: false} has taken the judging upon
 * itself; what it does not complain about counts as delivered. And a route that has Camel call again and then removes
 * Camel's header about it has failed, whatever the last answer was.
 */
final class AttemptJudge {
    private static final int DEEPEST_CAUSE = 20;
    private static final List<Class<? extends Throwable>> PASSING = List.of(
            IOException.class,
            InterruptedException.class,
            TimeoutException.class,
            RejectedExecutionException.class,
            SQLTransientException.class,
            SQLRecoverableException.class,
            TransientDataAccessException.class,
            RecoverableDataAccessException.class,
            // What Spring makes of a lost connection to PostgreSQL, whose driver only has a plain SQLException for it.
            DataAccessResourceFailureException.class,
            StoreUnavailableException.class);

    // Java calls these I/O, but another attempt would meet the same bytes.
    private static final List<Class<? extends IOException>> LASTING = List.of(
            JacksonException.class,
            CharacterCodingException.class,
            UnsupportedEncodingException.class,
            MalformedURLException.class);

    private final Clock clock;

    AttemptJudge(Clock clock) {
        this.clock = clock;
    }

    Outcome judge(Exchange exchange) {
        Exception failure = exchange.getException();
        boolean said = Boolean.TRUE.equals(exchange.getVariable("delivered", Boolean.class));
        if (failure == null && !said) {
            Exception caught = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
            failure = caught == null || isMended(exchange, caught) ? null : caught;
        }
        if (failure != null) {
            return judge(failure);
        }
        if (!said && (exchange.isFailed() || exchange.isRollbackOnly() || ExchangeHelper.isFailureHandled(exchange))) {
            return new Permanent(null, "The route failed without saying why; have it throw what went wrong");
        }
        return new Delivered(exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class));
    }

    /**
     * Whether what failed went well when Camel's error handler called it again: the exception of the call before stays on
     * the exchange. A {@code doCatch} would have taken away in which route it was; going on after it, or handling it, would
     * have left a note; and one that the route had caught before would be suppressed by it. In doubt it has failed.
     */
    private static boolean isMended(Exchange exchange, Exception caught) {
        return Boolean.TRUE.equals(exchange.getMessage().getHeader(Exchange.REDELIVERED, Boolean.class))
                && exchange.getProperty(ExchangePropertyKey.FAILURE_ROUTE_ID) != null
                && exchange.getProperty(ExchangePropertyKey.FAILURE_ENDPOINT) == null
                && !ExchangeHelper.isFailureHandled(exchange)
                && caught.getSuppressed().length == 0;
    }

    private Outcome judge(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++, cause = cause.getCause()) {
            Outcome outcome = known(cause);
            if (outcome != null) {
                return outcome;
            }
        }
        return new Permanent(null, text(failure));
    }

    private @Nullable Outcome known(Throwable cause) {
        if (cause instanceof HttpOperationFailedException http) {
            return byStatus(http.getStatusCode(), header(http.getResponseHeaders()), text(http));
        }
        SlackAnswer slack = SlackAnswer.of(cause);
        if (slack != null) {
            return bySlack(slack);
        }
        if (isOneOf(LASTING, cause)) {
            return new Permanent(null, text(cause));
        }
        return isOneOf(PASSING, cause) ? new Retryable(null, text(cause), null) : null;
    }

    private Outcome bySlack(SlackAnswer slack) {
        String error = ErrorText.of(slack.text());
        if (slack.status() != null) {
            return byStatus(slack.status(), slack.retryAfter(), error);
        }
        return slack.passing() ? new Retryable(null, error, null) : new Permanent(null, error);
    }

    private Outcome byStatus(int status, @Nullable String retryAfter, String error) {
        return switch (status) {
            case 408, 425, 429 -> new Retryable(status, error, RetryAfter.parse(retryAfter, clock));
            default ->
                status >= 500
                        ? new Retryable(status, error, RetryAfter.parse(retryAfter, clock))
                        : new Permanent(status, error);
        };
    }

    /** Header names have no case, but Camel's map of them has. */
    private static @Nullable String header(@Nullable Map<String, String> headers) {
        if (headers == null) {
            return null;
        }
        return headers.entrySet().stream()
                .filter(header -> "Retry-After".equalsIgnoreCase(header.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    private static String text(HttpOperationFailedException http) {
        String reason = part(" ", http.getStatusText());
        String body = part(": ", http.getResponseBody());
        return ErrorText.of("HTTP " + http.getStatusCode() + reason + " from " + http.getUri() + body);
    }

    private static String part(String before, @Nullable String text) {
        return text == null || text.isBlank() ? "" : before + text.strip();
    }

    private static String text(Throwable failure) {
        String message = failure.getMessage();
        String name = failure.getClass().getSimpleName();
        return ErrorText.of(message == null || message.isBlank() ? name : name + ": " + message);
    }

    private static boolean isOneOf(List<? extends Class<? extends Throwable>> types, Throwable cause) {
        return types.stream().anyMatch(type -> type.isInstance(cause));
    }
}
