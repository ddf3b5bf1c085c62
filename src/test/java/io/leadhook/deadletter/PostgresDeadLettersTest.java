package io.leadhook.deadletter;

import io.leadhook.testing.TestDatabase;

class PostgresDeadLettersTest extends DeadLettersContract {
    @Override
    protected TestDatabase open() {
        return TestDatabase.postgres();
    }
}
