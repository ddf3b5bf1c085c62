package io.leadhook.delivery;

import io.leadhook.store.Database;
import io.leadhook.store.Databases;
import io.leadhook.testing.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;

class PostgresResultsTest extends ResultsContract {
    @Override
    TestDatabase open() {
        return TestDatabase.postgres();
    }

    @Override
    Database database(JdbcTemplate jdbc) {
        return Databases.postgres(jdbc);
    }
}
