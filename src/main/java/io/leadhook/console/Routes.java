package io.leadhook.console;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.apache.camel.api.management.ManagedCamelContext;
import org.apache.camel.api.management.mbean.ManagedRouteMBean;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The routes that are loaded. Thread-safe. */
@Component
public class Routes {
    private static final String DELIVERY = "delivery:";
    private static final List<String> STORY =
            List.of("receive", "enrich", "fetch-lead", "order", "resequence", "dispatch");

    private final CamelContext camel;

    Routes(CamelContext camel) {
        this.camel = camel;
    }

    /** In the order in which an event meets them, then the destinations and the rest by name. */
    public List<RouteReport> all() {
        Model model = camel.getCamelContextExtension().getContextPlugin(Model.class);
        return model.getRouteDefinitions().stream()
                .map(this::report)
                .sorted(Comparator.comparing(Routes::place).thenComparing(RouteReport::id))
                .toList();
    }

    public Optional<RouteReport> find(String id) {
        return all().stream().filter(route -> route.id().equals(id)).findFirst();
    }

    private static int place(RouteReport route) {
        int place = STORY.indexOf(route.id());
        return place >= 0 ? place : route.destination() != null ? STORY.size() : STORY.size() + 1;
    }

    private RouteReport report(RouteDefinition route) {
        String id = String.valueOf(route.getRouteId());
        ServiceStatus status = camel.getRouteController().getRouteStatus(id);
        ManagedRouteMBean counters = counters(id);
        return new RouteReport(
                id,
                route.getDescriptionText(),
                file(route.getResource()),
                status == null ? "unknown" : status.name().toLowerCase(Locale.ROOT),
                destination(route.getInput().getEndpointUri()),
                counters == null ? null : count(counters::getExchangesTotal),
                counters == null ? null : count(counters::getExchangesFailed),
                counters == null ? null : mean(counters),
                RouteModels.steps(route));
    }

    private @Nullable ManagedRouteMBean counters(String id) {
        ManagedCamelContext managed = camel.getCamelContextExtension().getContextPlugin(ManagedCamelContext.class);
        return managed == null ? null : managed.getManagedRoute(id);
    }

    private static @Nullable Long mean(ManagedRouteMBean counters) {
        Long mean = count(counters::getMeanProcessingTime);
        // Camel says -1 before the first exchange.
        return mean == null || mean < 0 ? null : mean;
    }

    private static @Nullable Long count(Counter counter) {
        try {
            return counter.get();
        } catch (Exception notCounted) {
            // Camel declares it for remote calls; this one is not.
            throw new IllegalStateException("a route's counters cannot be read", notCounted);
        }
    }

    private static @Nullable String destination(String uri) {
        if (!uri.startsWith(DELIVERY)) {
            return null;
        }
        String name = uri.substring(DELIVERY.length()).replaceFirst("^/+", "");
        int question = name.indexOf('?');
        return question < 0 ? name : name.substring(0, question);
    }

    /** Relative to the working directory, if it is in it. */
    private static String file(@Nullable Resource resource) {
        if (resource == null || !resource.getLocation().startsWith("file:")) {
            return "Java";
        }
        Path path = Path.of(resource.getLocation().substring("file:".length()));
        Path here = Path.of("").toAbsolutePath();
        return (path.startsWith(here) ? here.relativize(path) : path).toString();
    }

    private interface Counter {
        long get() throws Exception;
    }
}
