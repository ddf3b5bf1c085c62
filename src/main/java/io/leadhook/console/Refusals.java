package io.leadhook.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.ServletException;
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
import org.springframework.security.web.csrf.CsrfException;

/** What a request hears that may not pass, as {@code application/problem+json}. */
public final class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {
    /** The pages that say so; they are reached by a forward alone. */
    public static final String FORBIDDEN_PAGE = "/refused/role";

    public static final String FORGED_PAGE = "/refused/token";

    private static final String NO_TOKEN =
            "a browser's request needs its CSRF token; a program uses HTTP Basic without cookies and Origin";
    private static final String NOT_ALLOWED =
            "your role does not allow this; an administrator can give you another one";

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
            throws IOException, ServletException {
        boolean loggedIn = request.isRequestedSessionIdValid();
        HttpSession opened = request.getSession(false);
        if (!loggedIn && opened != null) {
            // Spring opens one to keep the token that it missed.
            opened.invalidate();
        }
        if (!loggedIn && !Browsers.givesPassword(request)) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Leadhook\", charset=\"UTF-8\"");
            write(request, response, HttpStatus.UNAUTHORIZED, "give user and password by HTTP Basic");
            return;
        }
        boolean forged = cause instanceof CsrfException;
        if (Browsers.wantPage(request)) {
            response.setStatus(HttpStatus.FORBIDDEN.value());
            request.getRequestDispatcher(forged ? FORGED_PAGE : FORBIDDEN_PAGE).forward(request, response);
            return;
        }
        write(request, response, HttpStatus.FORBIDDEN, forged ? NO_TOKEN : NOT_ALLOWED);
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
