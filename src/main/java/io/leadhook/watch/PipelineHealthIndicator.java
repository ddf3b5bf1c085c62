package io.leadhook.watch;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.stereotype.Component;

/**
 * Whether the routes run that every event goes through: what takes webhooks, and what dispatches them. Part of the
 * readiness. A destination's route is none of them: while it is stopped its deliveries collect, and the others go on.
 */
@Component
class PipelineHealthIndicator extends AbstractHealthIndicator {
    private static final Set<String> CORE = Set.of("order", "resequence", "dispatch");

    private final ObjectProvider<CamelContext> contexts;

    PipelineHealthIndicator(ObjectProvider<CamelContext> contexts) {
        super("The routes cannot be looked at");
        this.contexts = contexts;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        CamelContext context = contexts.getObject();
        Map<String, String> resting = new TreeMap<>();
        for (Route route : context.getRoutes()) {
            ServiceStatus status = context.getRouteController().getRouteStatus(route.getId());
            if (isCore(route) && status != ServiceStatus.Started) {
                resting.put(route.getId(), String.valueOf(status));
            }
        }
        builder.status(context.isStarted() && resting.isEmpty() ? "UP" : "DOWN");
        if (!resting.isEmpty()) {
            builder.withDetail("resting", resting);
        }
    }

    private static boolean isCore(Route route) {
        return CORE.contains(route.getId()) || route.getEndpoint() instanceof PlatformHttpEndpoint;
    }
}
