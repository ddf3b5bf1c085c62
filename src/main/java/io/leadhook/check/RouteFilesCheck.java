package io.leadhook.check;

import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Stops a start without a single route file: it would take events for destinations that nobody knows. Most likely the
 * folder was not mounted, or the hub was started in another one.
 */
@Component
final class RouteFilesCheck {
    /** @throws IllegalStateException naming the pattern, and the ways out */
    RouteFilesCheck(Environment environment) {
        RouteFiles files = RouteFiles.of(environment);
        if (files.isEmpty()) {
            throw new IllegalStateException("leadhook.routes = " + files.pattern() + ": " + RouteFiles.NONE);
        }
    }
}
