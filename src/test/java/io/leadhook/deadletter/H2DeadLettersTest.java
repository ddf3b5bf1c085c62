package io.leadhook.deadletter;

import io.leadhook.testing.TestDatabase;

class H2DeadLettersTest extends DeadLettersContract {
    @Override
    protected TestDatabase open() {
        return TestDatabase.h2();
    }
}
