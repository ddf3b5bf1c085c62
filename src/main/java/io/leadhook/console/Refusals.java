package io.leadhook.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.net.URI;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/** What a request hears that may not pass, as {@code application/problem+json}. */
final class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {
    private final ObjectMapper json;

    Refusals(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException cause)
            throws IOException {
        if (cause instanceof TooManyFailures) {
            response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(TooManyFailures.RETRY_AFTER_SECONDS));
            write(request, response, HttpStatus.TOO_MANY_REQUESTS, "too many failed attempts; wait a minute");
        } else {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Leadhook\", charset=\"UTF-8\"");
            write(request, response, HttpStatus.UNAUTHORIZED, "give user and password by HTTP Basic");
        }
    }

    /** The guard against forged requests looks before the login does: who is nobody yet should hear 401, not 403. */
    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException cause)
            throws IOException {
        boolean loggedIn = request.isRequestedSessionIdValid();
        HttpSession opened = request.getSession(false);
        if (!loggedIn && opened != null) {
            // Spring opens one to keep the token that it missed.
            opened.invalidate();
        }
        if (!loggedIn && request.getHeader(HttpHeaders.AUTHORIZATION) == null) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Leadhook\", charset=\"UTF-8\"");
            write(request, response, HttpStatus.UNAUTHORIZED, "give user and password by HTTP Basic");
        } else {
            write(
                    request,
                    response,
                    HttpStatus.FORBIDDEN,
                    "a browser's request needs its CSRF token; a program uses HTTP Basic without cookies and Origin");
        }
    }

    private void write(HttpServletRequest request, HttpServletResponse response, HttpStatus status, String detail)
            throws IOException {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setInstance(URI.create(request.getRequestURI()));
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        json.writeValue(response.getOutputStream(), problem);
    }
}
