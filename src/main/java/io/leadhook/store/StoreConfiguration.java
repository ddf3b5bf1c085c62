package io.leadhook.store;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.flyway.FlywayConfigurationCustomizer;
import org.springframework.boot.autoconfigure.flyway.FlywayMigrationStrategy;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Chooses the database by its connection, refuses one that would lose events, and gives the append its own way in. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {
    @Bean
    static ConnectionDefaults connectionDefaults(ApplicationEventPublisher events) {
        return new ConnectionDefaults(events);
    }

    @Bean
    FlywayMigrationStrategy migration(HikariDataSource dataSource) {
        return new Migration(H2File.of(dataSource.getJdbcUrl()));
    }

    @Bean
    FlywayConfigurationCustomizer migrationWithoutLimits(HikariDataSource dataSource) {
        return flyway -> {
            if (ConnectionDefaults.isPostgres(dataSource)) {
                DriverManagerDataSource unlimited = new DriverManagerDataSource(
                        dataSource.getJdbcUrl(), dataSource.getUsername(), dataSource.getPassword());
                unlimited.setConnectionProperties(ConnectionDefaults.forMigration(dataSource));
                flyway.dataSource(unlimited);
            }
        };
    }

    /** Not a candidate where any data source is asked for: it is the append's alone. */
    @Bean(defaultCandidate = false)
    HikariDataSource appendDataSource(HikariDataSource dataSource) {
        return new HikariDataSource(ConnectionDefaults.forAppend(dataSource));
    }

    @Bean
    TransactionTemplate transactionTemplate(PlatformTransactionManager transactions) {
        return new RetryingTransaction(transactions);
    }

    @Bean
    Database database(JdbcTemplate jdbc, @Qualifier("appendDataSource") HikariDataSource appendDataSource)
            throws SQLException {
        JdbcTemplate append = new JdbcTemplate(appendDataSource);
        DurabilityCheck check = new DurabilityCheck(append);
        String product = product(appendDataSource);
        return switch (product) {
            case "H2" -> {
                check.checkH2(appendDataSource.getJdbcUrl());
                // One for all, since it counts the ids.
                yield new H2Database(append);
            }
            case "PostgreSQL" -> {
                check.checkPostgres();
                yield new PostgresDatabase(jdbc);
            }
            default ->
                throw new IllegalStateException("spring.datasource.url leads to " + product
                        + "; Leadhook runs on H2 (jdbc:h2:file:…) and PostgreSQL (jdbc:postgresql:…)");
        };
    }

    private static String product(HikariDataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return connection.getMetaData().getDatabaseProductName();
        }
    }

    @Bean
    AppendStore appendStore(Database database, @Qualifier("appendDataSource") HikariDataSource appendDataSource) {
        JdbcTemplate jdbc = new JdbcTemplate(appendDataSource);
        return new AppendStore(
                jdbc,
                new RetryingTransaction(new JdbcTransactionManager(appendDataSource)),
                ConnectionDefaults.isPostgres(appendDataSource) ? new PostgresDatabase(jdbc) : database);
    }

    /**
     * None where the database is no file of ours. Not a condition: Spring may have decided those when the jar was built.
     */
    @Bean
    @Nullable
    LostDataCheck lostDataCheck(HikariDataSource dataSource, JdbcTemplate jdbc, Database database) {
        LostDataCheck check = H2File.of(dataSource.getJdbcUrl())
                .map(file -> new LostDataCheck(file, jdbc, database))
                .orElse(null);
        if (check != null) {
            check.begin();
        }
        return check;
    }

    @Bean
    Backup backup(HikariDataSource dataSource, JdbcTemplate jdbc, Database database, Clock clock) {
        return H2File.of(dataSource.getJdbcUrl())
                .<Backup>map(file -> new H2Backup(file, jdbc, database, clock))
                .orElse(Optional::empty);
    }

    @Bean
    FreeSpace freeSpace(HikariDataSource dataSource) {
        return H2File.of(dataSource.getJdbcUrl())
                .<FreeSpace>map(file -> () -> file.folder().toFile().getUsableSpace())
                .orElse(() -> Long.MAX_VALUE);
    }
}
