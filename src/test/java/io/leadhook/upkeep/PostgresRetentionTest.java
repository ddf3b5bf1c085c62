package io.leadhook.upkeep;

import io.leadhook.testing.TestDatabase;

class PostgresRetentionTest extends RetentionContract {
    @Override
    protected TestDatabase open() {
        return TestDatabase.postgres();
    }
}
