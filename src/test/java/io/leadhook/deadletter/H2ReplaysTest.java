package io.leadhook.deadletter;

import io.leadhook.testing.TestDatabase;

class H2ReplaysTest extends ReplaysContract {
    @Override
    TestDatabase open() {
        return TestDatabase.h2();
    }
}
