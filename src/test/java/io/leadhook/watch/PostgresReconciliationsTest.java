package io.leadhook.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.leadhook.delivery.Destinations;
import io.leadhook.testing.TestDatabase;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class PostgresReconciliationsTest extends ReconciliationsContract {
    private static final String WAITING = """
            select count(*)
            from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock'
              and clock_timestamp() - query_start > cast(:time as interval)
            """;

    @Override
    protected TestDatabase open() {
        return TestDatabase.postgres();
    }

    @Test
    void it_may_take_longer_than_other_statements_and_is_made_once_at_a_time() throws Exception {
        rows.event(1, "lead.created", "lead_1");
        rows.delivery(11, 1, "crm", "delivered");
        ExecutorService executor = Executors.newFixedThreadPool(2);
        try (HikariDataSource hurried = hurried();
                Connection blocking = database.dataSource().getConnection()) {
            Reconciliations slow =
                    new Reconciliations(JdbcClient.create(hurried), new Destinations(), longRead(hurried));
            lockDeliveries(blocking);

            Future<Reconciliation> one = executor.submit(slow::now);
            Future<Reconciliation> other = executor.submit(slow::now);
            await().until(() -> waiting("1500 milliseconds") == 1);
            assertThat(waiting("0 seconds")).isEqualTo(1);
            blocking.commit();

            assertThat(one.get().balanced()).isTrue();
            assertThat(other.get().balanced()).isTrue();
            assertThat(JdbcClient.create(hurried)
                            .sql("show statement_timeout")
                            .query(String.class)
                            .single())
                    .isEqualTo("500ms");
            try (Connection first = hurried.getConnection();
                    Connection second = hurried.getConnection()) {
                assertThat(List.of(first.getNetworkTimeout(), second.getNetworkTimeout()))
                        .containsOnly(1_000);
            }
        } finally {
            executor.shutdown();
        }
    }

    /** Two connections, on which the server ends a statement after half a second, and the driver gives up after one. */
    private HikariDataSource hurried() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.url());
        config.setUsername(database.username());
        config.setPassword(database.password());
        config.setMaximumPoolSize(2);
        config.addDataSourceProperty("options", "-c statement_timeout=500");
        config.addDataSourceProperty("socketTimeout", "1");
        return new HikariDataSource(config);
    }

    private static LongRead longRead(HikariDataSource dataSource) {
        return new LongRead(new UnhurriedTransaction(
                new JdbcTemplate(dataSource), new TransactionTemplate(new DataSourceTransactionManager(dataSource))));
    }

    private static void lockDeliveries(Connection connection) throws Exception {
        connection.setAutoCommit(false);
        try (Statement lock = connection.createStatement()) {
            lock.execute("lock table delivery in access exclusive mode");
        }
    }

    private long waiting(String time) {
        return database.jdbc()
                .sql(WAITING)
                .param("time", time)
                .query(Long.class)
                .single();
    }
}
