package io.leadhook.store;

import io.leadhook.testing.Hub;
import io.leadhook.testing.TestDatabase;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.jdbc.core.simple.JdbcClient;

class PostgresUpgradeTest extends UpgradeContract {
    private final TestDatabase database = TestDatabase.postgres();

    /** It came with the newest tables. */
    @BeforeEach
    void empty() {
        database.jdbc().sql("drop schema public cascade").update();
        database.jdbc().sql("create schema public").update();
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Override
    String vendor() {
        return "postgresql";
    }

    @Override
    DataSource dataSource() {
        return database.dataSource();
    }

    @Override
    void passIds(JdbcClient jdbc) {
        jdbc.sql("select setval('event_id', 100), setval('delivery_id', 100)")
                .query()
                .listOfRows();
    }

    @Override
    Hub newHub() {
        return new Hub(dataDir).on(database);
    }
}
