package io.leadhook.dispatch;

import io.leadhook.delivery.Destinations;
import io.leadhook.inbox.DispatchLease;
import io.leadhook.order.JdbcLeads;
import io.leadhook.proof.model.Store;
import io.leadhook.trace.Traces;
import org.apache.camel.builder.RouteBuilder;

/** The dispatch route and what it needs, for tests of other packages. */
public final class RealDispatch {
    private RealDispatch() {}

    public static RouteBuilder routes(Store store, JdbcLeads leads, DispatchLease lease, Destinations destinations) {
        SeenEvents seen = new SeenEvents(store.jdbc(), store.transaction(), store.clock());
        return new DispatchRoutes(
                new JdbcDispatch(store.jdbc(), store.database(), seen, leads, lease), seen, destinations, Traces.OFF);
    }
}
