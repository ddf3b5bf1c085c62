package io.leadhook.delivery;

import io.leadhook.testing.TestDatabase;

class PostgresResultsTest extends ResultsContract {
    @Override
    protected TestDatabase open() {
        return TestDatabase.postgres();
    }
}
