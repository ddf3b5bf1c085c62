package io.leadhook.inbox;

import io.leadhook.testing.TestDatabase;

class H2FairPickTest extends FairPickContract {
    @Override
    protected TestDatabase open() {
        return TestDatabase.h2();
    }
}
