package io.leadhook.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;

/** Where a browser is led before and after the login form. Only by paths: the Host header of a request decides nothing. */
final class BrowserLogin
        implements AuthenticationEntryPoint, AuthenticationSuccessHandler, AuthenticationFailureHandler {
    static final String PAGE = "/login";

    private final RequestCache asked;

    BrowserLogin(RequestCache asked) {
        this.asked = asked;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException cause) {
        if (Browsers.isPart(request)) {
            // The script of a page whose session has ended: the page goes, not a part of it.
            response.setHeader("HX-Redirect", PAGE);
            response.setStatus(HttpStatus.UNAUTHORIZED.value());
        } else {
            lead(response, PAGE);
        }
    }

    @Override
    public void onAuthenticationSuccess(HttpServletRequest request, HttpServletResponse response, Authentication user) {
        SavedRequest before = asked.getRequest(request, response);
        asked.removeRequest(request, response);
        lead(response, before == null ? "/" : path(before));
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException cause)
            throws IOException {
        lead(response, PAGE + (cause instanceof TooManyFailures ? "?wait" : "?error"));
    }

    void goodbye(HttpServletResponse response) {
        lead(response, PAGE + "?out");
    }

    private static String path(SavedRequest request) {
        try {
            URI uri = new URI(request.getRedirectUrl());
            String path = uri.getRawPath() == null || uri.getRawPath().startsWith("//") ? "/" : uri.getRawPath();
            return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
        } catch (URISyntaxException noUri) {
            // Tomcat takes more in a query than a URI may have.
            return "/";
        }
    }

    private static void lead(HttpServletResponse response, String path) {
        response.setStatus(HttpStatus.FOUND.value());
        response.setHeader(HttpHeaders.LOCATION, path);
    }
}
