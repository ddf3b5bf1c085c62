package io.leadhook.deadletter;

import io.leadhook.delivery.Destinations;
import io.leadhook.delivery.NewerDelivered;
import io.leadhook.proof.model.Store;
import io.leadhook.testing.TestDatabase;
import java.time.Clock;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** What an operator can do with dead letters, for tests of other packages. */
public final class RealDeadLetters {
    private RealDeadLetters() {}

    public static DeadLetters of(Store store, Destinations destinations) {
        return of(JdbcClient.create(store.jdbc()), destinations, store.transaction(), store.clock());
    }

    public static DeadLetterSearch searchOf(Store store) {
        return new DeadLetterSearch(rows(JdbcClient.create(store.jdbc())));
    }

    public static DeadLetters of(TestDatabase database, Destinations destinations) {
        return of(database.jdbc(), destinations, database.transactions(), Clock.systemUTC());
    }

    public static DeadLetters of(
            JdbcClient jdbc, Destinations destinations, TransactionOperations transactions, Clock clock) {
        return new DeadLetters(
                rows(jdbc),
                new JdbcQuarantine(jdbc, (source, event, raw) -> Optional.empty()),
                destinations,
                transactions,
                clock);
    }

    static JdbcDeadLetters rows(JdbcClient jdbc) {
        return new JdbcDeadLetters(jdbc, new NewerDelivered(jdbc));
    }
}
