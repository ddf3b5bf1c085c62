package io.leadhook.delivery;

import io.leadhook.testing.TestDatabase;

class PostgresWaitingLanesTest extends WaitingLanesContract {
    @Override
    TestDatabase open() {
        return TestDatabase.postgres();
    }
}
