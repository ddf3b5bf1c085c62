package io.leadhook.console;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.http.MediaType;
import org.springframework.security.web.util.matcher.MediaTypeRequestMatcher;

/** Tells a person's browser from a program. */
public final class Browsers {
    private static final MediaTypeRequestMatcher HTML = html();

    private Browsers() {}

    /** Whether the answer is for a page: asked for as one, or by the script of one. */
    public static boolean wantPage(HttpServletRequest request) {
        return isPart(request) || HTML.matches(request);
    }

    /** Whether htmx asks, to put the answer into the page that it is on. */
    static boolean isPart(HttpServletRequest request) {
        return "true".equals(request.getHeader("HX-Request"));
    }

    private static MediaTypeRequestMatcher html() {
        MediaTypeRequestMatcher html = new MediaTypeRequestMatcher(MediaType.TEXT_HTML);
        html.setIgnoredMediaTypes(Set.of(MediaType.ALL));
        return html;
    }
}
