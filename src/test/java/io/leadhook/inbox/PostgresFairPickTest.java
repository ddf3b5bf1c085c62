package io.leadhook.inbox;

import io.leadhook.testing.TestDatabase;

class PostgresFairPickTest extends FairPickContract {
    @Override
    protected TestDatabase open() {
        return TestDatabase.postgres();
    }
}
