package io.leadhook.watch;

import io.leadhook.delivery.Destinations;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The sums of a database, for tests in other packages. */
public final class ReconciliationsOf {
    private ReconciliationsOf() {}

    public static Reconciliations the(JdbcClient jdbc, Destinations destinations) {
        return new Reconciliations(jdbc, destinations);
    }
}
