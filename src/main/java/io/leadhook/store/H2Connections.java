package io.leadhook.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.Statement;
import org.h2.api.ErrorCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Connections to one opening of an H2 file, and never to a second one. After a failed write H2 closes the file under
 * all connections, and the next one would open it again as the disk has it: without what had been committed and not
 * written, while the program still believes in it. So this gives no more connections then, and says once that it is
 * over. Thread-safe.
 */
final class H2Connections extends AbstractDataSource implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(H2Connections.class);

    private final String url;
    private final Runnable lost;
    private final SingleWriter writer = new SingleWriter();
    /** Open as long as the opening lasts. */
    private @Nullable Connection witness;

    private boolean over;

    /** @param lost is called once */
    H2Connections(String url, Runnable lost) {
        this.url = NewestChunkPath.in(url);
        this.lost = lost;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return getConnection("", "");
    }

    @Override
    public synchronized Connection getConnection(String username, String password) throws SQLException {
        DriverManagerDataSource driver = new DriverManagerDataSource(url, username, password);
        if (witness == null && !over) {
            witness = driver.getConnection();
            NewestChunkPath.keepVersions(witness);
        }
        if (over || !isOpen()) {
            throw new SQLNonTransientConnectionException(
                    "H2 has closed its file after a failed write", "90098", ErrorCode.DATABASE_IS_CLOSED);
        }
        return writer.guard(driver.getConnection());
    }

    private boolean isOpen() {
        if (witness == null) {
            return false;
        }
        try (Statement statement = witness.createStatement()) {
            statement.execute("select 1");
            return true;
        } catch (SQLException e) {
            LOG.error("H2 has closed its file after a failed write: {}", e.getMessage());
            over = true;
            lost.run();
            return false;
        }
    }

    @Override
    public synchronized void close() throws SQLException {
        over = true;
        if (witness != null) {
            witness.close();
            witness = null;
        }
    }
}
