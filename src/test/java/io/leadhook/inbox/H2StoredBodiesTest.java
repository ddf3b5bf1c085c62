package io.leadhook.inbox;

import io.leadhook.testing.TestDatabase;

class H2StoredBodiesTest extends StoredBodiesContract {
    @Override
    protected TestDatabase open() {
        return TestDatabase.h2();
    }
}
