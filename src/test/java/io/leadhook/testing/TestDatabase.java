package io.leadhook.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A database of a test's own, migrated and empty, dropped on {@link #close}. All PostgreSQL databases of one JVM live
 * in one server, which starts with the first and ends with the JVM; they are copies of one that is migrated once.
 */
public final class TestDatabase implements AutoCloseable {
    private final HikariDataSource dataSource;
    private final Runnable drop;

    private TestDatabase(String url, String user, String password, Runnable drop) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(16);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(3_000);
        this.dataSource = new HikariDataSource(config);
        this.drop = drop;
    }

    /** In memory: gone when closed. */
    public static TestDatabase h2() {
        return h2("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=3000", true);
    }

    /** In a file of this folder, with the settings that the program uses; the file stays when closed. */
    public static TestDatabase h2(Path folder) {
        return h2(
                "jdbc:h2:file:" + folder.toAbsolutePath().resolve("leadhook")
                        + ";WRITE_DELAY=0;RETENTION_TIME=0;MAX_COMPACT_TIME=0;DB_CLOSE_DELAY=-1"
                        + ";DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=3000",
                false);
    }

    private static TestDatabase h2(String url, boolean throwAway) {
        TestDatabase database = new TestDatabase(
                url, "leadhook", "", () -> shutDown(url, throwAway ? "shutdown immediately" : "shutdown"));
        migrate(database.dataSource, "h2");
        return database;
    }

    /** A fresh database of the embedded PostgreSQL server. */
    public static TestDatabase postgres() {
        String name = "t" + UUID.randomUUID().toString().replace("-", "");
        PostgresServer.run("create database " + name + " template " + PostgresServer.MIGRATED);
        return new TestDatabase(
                PostgresServer.url(name),
                "postgres",
                "postgres",
                () -> PostgresServer.run("drop database if exists " + name + " with (force)"));
    }

    private static void migrate(DataSource dataSource, String vendor) {
        Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:db/migration/" + vendor)
                .load()
                .migrate();
    }

    public DataSource dataSource() {
        return dataSource;
    }

    /** For {@code spring.datasource.url}; user and password are {@link #username} and {@link #password}. */
    public String url() {
        return dataSource.getJdbcUrl();
    }

    public String username() {
        return dataSource.getUsername();
    }

    public String password() {
        return dataSource.getPassword();
    }

    public JdbcClient jdbc() {
        return JdbcClient.create(dataSource);
    }

    public TransactionTemplate transactions() {
        return new TransactionTemplate(new DataSourceTransactionManager(dataSource));
    }

    @Override
    public void close() {
        dataSource.close();
        drop.run();
    }

    @SuppressWarnings("resource") // the statement ends its own connection; closing it again is an error
    private static void shutDown(String url, String sql) {
        try {
            DriverManager.getConnection(url, "leadhook", "").createStatement().execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException("cannot shut down " + url, failure);
        }
    }

    /** Started once: a server costs seconds, a database of it milliseconds. */
    private static final class PostgresServer {
        static final String MIGRATED = "migrated";

        private static @Nullable EmbeddedPostgres started;

        private static synchronized EmbeddedPostgres get() {
            if (started == null) {
                EmbeddedPostgres server = start();
                run(server, "create database " + MIGRATED);
                migrate(server.getDatabase("postgres", MIGRATED), "postgresql");
                started = server;
            }
            return started;
        }

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "400")
                        // As in production: the program refuses a server that could forget a commit.
                        .setServerConfig("fsync", "on")
                        .setServerConfig("full_page_writes", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .start();
            } catch (IOException failure) {
                throw new UncheckedIOException("cannot start the embedded PostgreSQL", failure);
            }
        }

        static String url(String database) {
            return get().getJdbcUrl("postgres", database);
        }

        static void run(String sql) {
            run(get(), sql);
        }

        private static void run(EmbeddedPostgres server, String sql) {
            try (Connection connection = server.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException failure) {
                throw new IllegalStateException("cannot run: " + sql, failure);
            }
        }
    }
}
