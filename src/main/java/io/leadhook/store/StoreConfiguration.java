package io.leadhook.store;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** Chooses the database by its connection, and refuses one that would lose events. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {
    @Bean
    Database database(DataSource dataSource, JdbcTemplate jdbc) throws SQLException {
        String product;
        String url;
        try (Connection connection = dataSource.getConnection()) {
            product = connection.getMetaData().getDatabaseProductName();
            url = connection.getMetaData().getURL();
        }
        DurabilityCheck check = new DurabilityCheck(jdbc);
        return switch (product) {
            case "H2" -> {
                check.checkH2(url);
                yield new H2Database(jdbc);
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
}
