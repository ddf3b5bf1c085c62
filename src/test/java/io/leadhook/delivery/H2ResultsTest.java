package io.leadhook.delivery;

import io.leadhook.testing.TestDatabase;

class H2ResultsTest extends ResultsContract {
    @Override
    protected TestDatabase open() {
        return TestDatabase.h2();
    }
}
