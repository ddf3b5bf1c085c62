package io.leadhook.inbox;

import io.leadhook.store.Database;
import io.leadhook.store.Databases;
import io.leadhook.testing.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;

class H2FairPickTest extends FairPickContract {
    @Override
    TestDatabase open() {
        return TestDatabase.h2();
    }

    @Override
    Database database(JdbcTemplate jdbc) {
        return Databases.h2(jdbc);
    }
}
