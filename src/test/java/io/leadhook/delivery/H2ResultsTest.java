package io.leadhook.delivery;

import io.leadhook.store.Database;
import io.leadhook.store.Databases;
import io.leadhook.testing.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;

class H2ResultsTest extends ResultsContract {
    @Override
    TestDatabase open() {
        return TestDatabase.h2();
    }

    @Override
    Database database(JdbcTemplate jdbc) {
        return Databases.h2(jdbc);
    }
}
