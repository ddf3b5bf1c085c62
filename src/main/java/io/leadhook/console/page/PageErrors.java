package io.leadhook.console.page;

import io.leadhook.console.BadInput;
import io.leadhook.console.Browsers;
import io.leadhook.console.Refused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** Every error as a page, if a page was asked for; what went wrong inside stays in the log. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class PageErrors implements HandlerExceptionResolver {
    private static final Logger LOG = LoggerFactory.getLogger(PageErrors.class);

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception failure) {
        if (!Browsers.wantPage(request) || failure instanceof AccessDeniedException) {
            return null;
        }
        if (failure instanceof BadInput) {
            return page(request, HttpStatus.BAD_REQUEST, "This cannot be meant", failure.getMessage());
        } else if (failure instanceof Refused refused) {
            return page(
                    request,
                    refused.status(),
                    refused.status() == HttpStatus.NOT_FOUND ? "Not found" : "Not done",
                    failure.getMessage());
        } else if (failure instanceof ErrorResponse spring
                && spring.getStatusCode().is4xxClientError()) {
            boolean missing = spring.getStatusCode().isSameCodeAs(HttpStatus.NOT_FOUND);
            return page(
                    request,
                    spring.getStatusCode(),
                    missing ? "Not found" : "This cannot be done",
                    missing ? "There is no such page." : "The console does not send such requests.");
        } else if (failure instanceof DataAccessException || failure instanceof TransactionException) {
            return page(
                    request,
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "The store does not answer",
                    "Nothing is lost by that: senders hear 503 and try again. The log has the cause as error "
                            + logged(failure) + ".");
        }
        return page(
                request,
                HttpStatus.INTERNAL_SERVER_ERROR,
                "This failed inside the hub",
                "The log has the cause as error " + logged(failure) + ".");
    }

    private static ModelAndView page(
            HttpServletRequest request, HttpStatusCode status, String title, @Nullable String detail) {
        Authentication user = request.getUserPrincipal() instanceof Authentication known ? known : null;
        ModelAndView page = new ModelAndView(
                "error-page",
                Map.of(
                        "status", status.value(),
                        "title", title,
                        "detail", String.valueOf(detail),
                        "user", Frame.User.of(user),
                        "section", "none"));
        page.setStatus(status);
        return page;
    }

    private static String logged(Exception failure) {
        String id = UUID.randomUUID().toString();
        LOG.error("Error {} of a page", id, failure);
        return id;
    }
}
