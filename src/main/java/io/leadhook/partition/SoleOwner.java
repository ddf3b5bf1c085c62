package io.leadhook.partition;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Sees to it that one process at a time works on a PostgreSQL database, by an advisory lock that ends with its
 * connection. H2 locks its file by itself. A process that starts waits for a while, so that a rolling restart works.
 *
 * <p>Not guaranteed: when the server restarts, the lock is gone until it is taken again seconds later; if another
 * process gets it first, this one ends itself, but both may have sent the same delivery meanwhile.
 */
@Component
class SoleOwner implements InitializingBean, DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(SoleOwner.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long PAUSE_MS = 500;
    /** "leadhook" as a number, so that nobody else's lock is met by chance. */
    private static final long KEY = 0x6c656164686f6f6bL;

    private final DataSource dataSource;
    private @Nullable Connection connection;
    private boolean needed;

    SoleOwner(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** @throws IllegalStateException if another process keeps the database for longer than a restart takes */
    @Override
    public void afterPropertiesSet() throws SQLException, InterruptedException {
        try (Connection probe = dataSource.getConnection()) {
            needed = "PostgreSQL".equals(probe.getMetaData().getDatabaseProductName());
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (needed && !acquire()) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException(
                        "Another Leadhook works on this PostgreSQL database (spring.datasource.url)"
                                + " and has not ended within " + PATIENCE.toSeconds()
                                + " s. Stop it, or use another database");
            }
            LOG.info("Another Leadhook works on this database; waiting for it to end");
            Thread.sleep(PAUSE_MS);
        }
    }

    @Scheduled(fixedDelay = 2_000)
    void keep() throws SQLException {
        if (!needed || isHeld()) {
            return;
        }
        LOG.warn("The lock on the database was lost; taking it again");
        close();
        if (!acquire()) {
            LOG.error("Another Leadhook has taken the database; this process ends so that nothing is done twice");
            System.exit(1);
        }
    }

    private boolean isHeld() {
        try {
            return connection != null && connection.isValid(2);
        } catch (SQLException e) {
            return false;
        }
    }

    private boolean acquire() throws SQLException {
        Connection candidate = dataSource.getConnection();
        boolean acquired = false;
        try (Statement statement = candidate.createStatement();
                ResultSet result = statement.executeQuery("select pg_try_advisory_lock(" + KEY + ")")) {
            result.next();
            acquired = result.getBoolean(1);
        } finally {
            if (acquired) {
                connection = candidate;
            } else {
                candidate.close();
            }
        }
        return acquired;
    }

    private void close() throws SQLException {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }

    @Override
    public void destroy() throws SQLException {
        if (connection != null && isHeld()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("select pg_advisory_unlock(" + KEY + ")");
            }
        }
        close();
    }
}
