package io.leadhook.inbox;

import io.leadhook.store.Database;
import io.leadhook.store.Databases;
import io.leadhook.testing.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;

class PostgresFairPickTest extends FairPickContract {
    @Override
    TestDatabase open() {
        return TestDatabase.postgres();
    }

    @Override
    Database database(JdbcTemplate jdbc) {
        return Databases.postgres(jdbc);
    }
}
