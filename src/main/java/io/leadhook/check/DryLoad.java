package io.leadhook.check;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

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
        } catch (PropertyBindingException e) {
            String message = "camel.component: " + LoadFailure.of(e).message();
            return List.of(new Fault(Fault.Severity.ERROR, "configuration", 0, message));
        }
    }

    private static Stream<Fault> load(DefaultCamelContext context, RouteFile file) {
        try {
            PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString(file.name(), file.content()));
            return Stream.empty();
        } catch (Exception e) {
            return Stream.of(LoadFailure.of(e).in(file));
        }
    }
}
