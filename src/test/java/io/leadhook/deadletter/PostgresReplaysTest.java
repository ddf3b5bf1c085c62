package io.leadhook.deadletter;

import io.leadhook.testing.TestDatabase;

class PostgresReplaysTest extends ReplaysContract {
    @Override
    TestDatabase open() {
        return TestDatabase.postgres();
    }
}
