package io.leadhook.proof.model;

import io.leadhook.store.AppendStore;
import io.leadhook.store.Database;
import io.leadhook.store.Databases;
import io.leadhook.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/** The database and the clocks as one hub sees them, through its gate. */
public record Store(
        JdbcTemplate jdbc,
        TransactionTemplate transaction,
        DataSourceTransactionManager transactions,
        Database database,
        Gate gate,
        Clock clock,
        LongSupplier nanoTime) {

    static Store of(TestDatabase database, boolean postgres, Gate gate, VirtualClock clock) {
        DataSource gated = new GatedDataSource(database.dataSource(), gate);
        JdbcTemplate jdbc = new JdbcTemplate(gated);
        DataSourceTransactionManager transactions = new GatedTransactions(gated, gate);
        return new Store(
                jdbc,
                new TransactionTemplate(transactions),
                transactions,
                postgres ? Databases.postgres(jdbc) : Databases.h2(jdbc),
                gate,
                clock,
                clock::nanos);
    }

    public AppendStore append() {
        return new AppendStore(jdbc, transaction, database);
    }

    private static final class GatedDataSource extends DelegatingDataSource {
        private final Gate gate;

        GatedDataSource(DataSource target, Gate gate) {
            super(target);
            this.gate = gate;
        }

        @Override
        public Connection getConnection() throws SQLException {
            gate.pass("before a transaction");
            return super.getConnection();
        }
    }

    private static final class GatedTransactions extends DataSourceTransactionManager {
        private static final long serialVersionUID = 1L;

        private final transient Gate gate;

        GatedTransactions(DataSource dataSource, Gate gate) {
            super(dataSource);
            this.gate = gate;
        }

        @Override
        protected void doCommit(DefaultTransactionStatus status) {
            try {
                gate.passQuietly("before a commit");
            } catch (Gate.CrashException crash) {
                // Giving the connection back would commit.
                doRollback(status);
                throw crash;
            }
            super.doCommit(status);
            gate.passQuietly("after a commit");
        }
    }
}
