package io.leadhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadhook.deadletter.RealDeadLetters;
import io.leadhook.testing.TestDatabase;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;

class PostgresFreedDeliveriesTest extends FreedDeliveriesContract {
    @Override
    TestDatabase open() {
        return TestDatabase.postgres();
    }

    /** The operator finds nothing parked, and the engine parks it before he has committed; on H2 it would wait for him. */
    @Test
    void what_is_parked_before_an_operator_has_given_the_dead_one_up_is_not_forgotten() {
        deliver(HELD, "pending");
        deliver(NEW, "pending");
        TransactionOperations slow = new TransactionOperations() {
            @Override
            public <T> @Nullable T execute(TransactionCallback<T> work) {
                return database.transactions().execute(status -> {
                    T done = work.doInTransaction(status);
                    CompletableFuture.runAsync(() -> window.fill(NOW)).join();
                    return done;
                });
            }
        };

        RealDeadLetters.of(database.jdbc(), new Destinations(), slow, Clock.systemUTC())
                .discard(DEAD);

        assertThat(sent()).containsExactly(HELD, NEW);
    }
}
