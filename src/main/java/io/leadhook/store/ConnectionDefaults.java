package io.leadhook.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.ApplicationEventPublisher;

/**
 * What every connection needs so that no fault of the network or the server keeps a thread for ever. Set before the
 * first connection is made; what stands in the user's URL wins, since the driver reads the URL last.
 *
 * <p>The settings of the server's side travel in the driver's {@code options}, at the connection's start: they are no
 * state that a transaction pooler could mix up between clients.
 */
final class ConnectionDefaults implements BeanPostProcessor, DisposableBean {
    private static final String POSTGRES = "jdbc:postgresql:";
    private static final String APPEND_POOL = "leadhook-append";

    /** The append and its sync; and one to spare, while a broken one is replaced. */
    private static final int APPEND_CONNECTIONS = 2;

    private static final int STATEMENT_SECONDS = 15;
    /** Shorter: a sender waits, and would rather be told to come again. */
    private static final int APPEND_STATEMENT_SECONDS = 8;
    /** So much longer than the server's limit does the driver wait for the server. */
    private static final int GRACE_SECONDS = 4;

    private static final Map<String, String> CONNECTING =
            Map.of("connectTimeout", "3", "tcpKeepAlive", "true", "ApplicationName", "leadhook");

    private final ApplicationEventPublisher events;
    private final List<H2Connections> opened = new CopyOnWriteArrayList<>();

    ConnectionDefaults(ApplicationEventPublisher events) {
        this.events = events;
    }

    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource pool && pool.getDataSource() == null) {
            H2File.of(String.valueOf(pool.getJdbcUrl())).ifPresent(file -> prepare(pool, file));
            bound(pool, STATEMENT_SECONDS);
        }
        return bean;
    }

    private void prepare(HikariDataSource pool, H2File file) {
        file.undoInterruptedMigration();
        StoreLostEvent lost = new StoreLostEvent(file.folder());
        H2Connections connections = new H2Connections(pool.getJdbcUrl(), () -> events.publishEvent(lost));
        opened.add(connections);
        pool.setDataSource(connections);
    }

    @Override
    public void destroy() throws SQLException {
        for (H2Connections connections : opened) {
            connections.close();
        }
    }

    static boolean isPostgres(HikariConfig pool) {
        return String.valueOf(pool.getJdbcUrl()).startsWith(POSTGRES);
    }

    /** The same database as the main pool, by connections that nothing else can use up. */
    static HikariConfig forAppend(HikariDataSource main) {
        HikariConfig append = new HikariConfig();
        main.copyStateTo(append);
        Properties own = new Properties();
        own.putAll(main.getDataSourceProperties());
        if (options(STATEMENT_SECONDS).equals(own.getProperty("options"))) {
            own.remove("options");
            own.remove("socketTimeout");
        }
        append.setDataSourceProperties(own);
        append.setPoolName(APPEND_POOL);
        append.setMaximumPoolSize(APPEND_CONNECTIONS);
        append.setMinimumIdle(1);
        bound(append, APPEND_STATEMENT_SECONDS);
        return append;
    }

    /** For the migration, which may take as long as it takes: building an index on a large table is no fault. */
    static Properties forMigration(HikariConfig main) {
        Properties properties = new Properties();
        properties.putAll(main.getDataSourceProperties());
        properties.remove("options");
        properties.remove("socketTimeout");
        return properties;
    }

    private static void bound(HikariConfig pool, int statementSeconds) {
        if (!isPostgres(pool)) {
            return;
        }
        Properties properties = pool.getDataSourceProperties();
        CONNECTING.forEach(properties::putIfAbsent);
        if (properties.putIfAbsent("options", options(statementSeconds)) == null) {
            properties.putIfAbsent("socketTimeout", String.valueOf(statementSeconds + GRACE_SECONDS));
        }
    }

    /**
     * Limits of time; and no plan that reads a whole table where an index would do. PostgreSQL keeps plans, so one that
     * was made while a table was nearly empty would go on doing so until the table is analyzed, minutes and a hundred
     * thousand events later. Planning each statement anew costs a third of the server's time. Where there is no index, a
     * server before 18 takes the table for expensive then, and would compile the statement (JIT) to read nine rows.
     */
    private static String options(int statementSeconds) {
        long millis = statementSeconds * 1_000L;
        return "-c statement_timeout=" + millis + " -c idle_in_transaction_session_timeout=" + millis
                + " -c enable_seqscan=off -c jit=off";
    }
}
