package io.leadhook.check;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Stops a start without a single route file: it would take events for destinations that nobody knows. Most likely the
 * folder was not mounted, or the hub was started in another one.
 */
@Component
final class RouteFilesCheck {
    /** @throws IllegalStateException naming the pattern, and the ways out */
    RouteFilesCheck(@Value("${camel.main.routes-include-pattern}") String pattern) {
        if (RouteFiles.matching(pattern).names().isEmpty()) {
            throw new IllegalStateException(
                    "leadhook.routes = " + pattern + ": no route file is there. Start the hub in the"
                            + " folder that has routes/, or name another place, as in leadhook.routes=file:/etc/leadhook/**/*.camel.yaml");
        }
    }
}
