package io.leadhook.check;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * Loads files into a Camel context that never runs: what only Camel itself can judge (endpoint options, expressions,
 * names of beans) fails here.
 */
final class DryLoad {
    private final DryContext contexts;

    DryLoad(DryContext contexts) {
        this.contexts = contexts;
    }

    /** @param files those that have no fault so far */
    List<Fault> faults(List<RouteFile> files) {
        try (DefaultCamelContext context = contexts.open()) {
            return files.stream().flatMap(file -> load(context, file)).toList();
        } catch (IOException e) {
            throw new IllegalStateException("Camel did not stop", e);
        }
    }

    private static Stream<Fault> load(DefaultCamelContext context, RouteFile file) {
        try {
            PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString(file.name(), file.content()));
            return Stream.empty();
        } catch (Exception e) {
            return Stream.of(new Fault(Fault.Severity.ERROR, file.name(), line(file, e), message(e)));
        }
    }

    private static int line(RouteFile file, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof MarkedYamlEngineException marked
                    && marked.getProblemMark().isPresent()) {
                return marked.getProblemMark().get().getLine() + 1;
            }
            if (cause instanceof ResolveEndpointFailedException unresolved && unresolved.getUri() != null) {
                return file.lineOfEndpoint(unresolved.getUri());
            }
            if (cause instanceof FailedToCreateRouteException unmade && !(cause.getCause() instanceof Exception)) {
                return file.lineOfRoute(Objects.requireNonNullElse(unmade.getRouteId(), ""));
            }
        }
        return failure instanceof FailedToCreateRouteException unmade
                ? file.lineOfRoute(Objects.requireNonNullElse(unmade.getRouteId(), ""))
                : 1;
    }

    // The innermost cause says what is wrong; the outer ones repeat it around a dump of the route.
    private static String message(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return firstLine(innermost.getMessage(), innermost);
    }

    private static String firstLine(@Nullable String message, Throwable failure) {
        return message == null || message.isBlank()
                ? failure.getClass().getSimpleName()
                : message.strip().lines().findFirst().orElse(message).strip();
    }
}
