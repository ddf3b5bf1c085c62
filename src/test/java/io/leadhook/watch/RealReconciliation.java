package io.leadhook.watch;

import io.leadhook.delivery.Destinations;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What {@code GET /api/reconciliation} would say, for tests of other packages. */
public final class RealReconciliation {
    private RealReconciliation() {}

    public static Reconciliation of(JdbcClient jdbc, Destinations destinations) {
        return new Reconciliations(jdbc, destinations, ReconciliationsOf.UNLIMITED).now();
    }
}
