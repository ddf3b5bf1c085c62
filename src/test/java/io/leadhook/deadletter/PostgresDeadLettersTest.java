package io.leadhook.deadletter;

import io.leadhook.testing.TestDatabase;

class PostgresDeadLettersTest extends DeadLettersContract {
    @Override
    TestDatabase open() {
        return TestDatabase.postgres();
    }
}
