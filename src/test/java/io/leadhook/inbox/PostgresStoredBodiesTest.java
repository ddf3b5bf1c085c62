package io.leadhook.inbox;

import io.leadhook.testing.TestDatabase;

class PostgresStoredBodiesTest extends StoredBodiesContract {
    @Override
    protected TestDatabase open() {
        return TestDatabase.postgres();
    }
}
