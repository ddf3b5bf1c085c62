package io.leadhook.console;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.web.util.matcher.MediaTypeRequestMatcher;

/** Tells a person's browser from a program. */
public final class Browsers {
    static final String HAWTIO = "/actuator/hawtio";

    private static final MediaTypeRequestMatcher HTML = html();

    private Browsers() {}

    /**
     * Whether the answer is for a page: asked for as one, or by the script of one. What is for programs never is: some,
     * such as Java's own HttpURLConnection, say that they take HTML without being told to.
     */
    public static boolean wantPage(HttpServletRequest request) {
        return !isForPrograms(request) && (isPart(request) || HTML.matches(request));
    }

    /** Whether htmx asks, to put the answer into the page that it is on. */
    static boolean isPart(HttpServletRequest request) {
        return "true".equals(request.getHeader("HX-Request"));
    }

    /** Whether there is a password on the request itself, right or wrong. */
    static boolean givesPassword(HttpServletRequest request) {
        String credentials = request.getHeader(HttpHeaders.AUTHORIZATION);
        return credentials != null && credentials.regionMatches(true, 0, "Basic ", 0, 6);
    }

    private static boolean isForPrograms(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.startsWith("/api/") || (path.startsWith("/actuator/") && !path.startsWith(HAWTIO));
    }

    private static MediaTypeRequestMatcher html() {
        MediaTypeRequestMatcher html = new MediaTypeRequestMatcher(MediaType.TEXT_HTML);
        html.setIgnoredMediaTypes(Set.of(MediaType.ALL));
        return html;
    }
}
