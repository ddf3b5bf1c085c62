package io.leadhook.watch;

import io.leadhook.delivery.Destinations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** The sums of a database, for tests in other packages. */
public final class ReconciliationsOf {
    public static final LongRead UNLIMITED = new LongRead(TransactionOperations.withoutTransaction());

    private ReconciliationsOf() {}

    public static Reconciliations the(JdbcClient jdbc, Destinations destinations) {
        return new Reconciliations(jdbc, destinations, UNLIMITED);
    }
}
