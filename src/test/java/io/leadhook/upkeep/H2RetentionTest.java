package io.leadhook.upkeep;

import io.leadhook.testing.TestDatabase;

class H2RetentionTest extends RetentionContract {
    @Override
    protected TestDatabase open() {
        return TestDatabase.h2();
    }
}
