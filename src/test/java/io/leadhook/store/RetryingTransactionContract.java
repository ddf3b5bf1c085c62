package io.leadhook.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leadhook.testing.TestDatabase;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Two that need the same rows in opposite orders both come to their end. */
abstract class RetryingTransactionContract {
    private final TestDatabase database;
    private final JdbcTemplate jdbc;
    private final RetryingTransaction transaction;
    private final AtomicInteger attempts = new AtomicInteger();

    RetryingTransactionContract(TestDatabase database) {
        this.database = database;
        this.jdbc = new JdbcTemplate(database.dataSource());
        this.transaction = new RetryingTransaction(new JdbcTransactionManager(database.dataSource()));
    }

    @BeforeEach
    void makeRows() {
        jdbc.update("insert into setting (name, content) values ('a', '0'), ('b', '0')");
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void a_deadlock_is_solved_by_doing_one_of_the_two_again() throws Exception {
        CyclicBarrier bothHaveOne = new CyclicBarrier(2);
        CompletableFuture<Void> first = CompletableFuture.runAsync(() -> takeBoth("a", "b", bothHaveOne));
        CompletableFuture<Void> second = CompletableFuture.runAsync(() -> takeBoth("b", "a", bothHaveOne));

        CompletableFuture.allOf(first, second).get(30, TimeUnit.SECONDS);

        assertThat(attempts).hasValueGreaterThan(2);
        assertThat(jdbc.queryForList("select content from setting where name in ('a', 'b')", String.class))
                .containsExactly("2", "2");
    }

    private void takeBoth(String one, String other, CyclicBarrier bothHaveOne) {
        AtomicInteger own = new AtomicInteger();
        transaction.executeWithoutResult(status -> {
            attempts.incrementAndGet();
            increment(one);
            if (own.incrementAndGet() == 1) {
                try {
                    bothHaveOne.await(10, TimeUnit.SECONDS);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
            increment(other);
        });
    }

    private void increment(String name) {
        jdbc.update("update setting set content = cast(cast(content as int) + 1 as varchar(10)) where name = ?", name);
    }

    @Test
    void a_conflict_that_does_not_end_is_told_after_some_attempts() {
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    attempts.incrementAndGet();
                    throw conflict();
                }))
                .isInstanceOf(PessimisticLockingFailureException.class);
        assertThat(attempts).hasValue(4);
    }

    private static RuntimeException conflict() {
        return new PessimisticLockingFailureException("always", new SQLException("deadlock", "40P01"));
    }

    @Test
    void what_is_no_conflict_is_not_repeated() {
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    attempts.incrementAndGet();
                    jdbc.update("insert into setting (name, content) values ('a', 'again')");
                }))
                .isInstanceOf(DataIntegrityViolationException.class);
        assertThat(attempts).hasValue(1);
    }

    @Test
    void a_part_of_a_transaction_is_never_repeated_alone() {
        assertThatThrownBy(() -> transaction.executeWithoutResult(outer -> {
                    attempts.addAndGet(100);
                    transaction.executeWithoutResult(inner -> {
                        attempts.incrementAndGet();
                        throw conflict();
                    });
                }))
                .isInstanceOf(PessimisticLockingFailureException.class);
        assertThat(attempts).as("four whole ones").hasValue(404);
    }
}
