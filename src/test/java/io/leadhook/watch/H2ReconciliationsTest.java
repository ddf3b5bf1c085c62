package io.leadhook.watch;

import io.leadhook.testing.TestDatabase;

class H2ReconciliationsTest extends ReconciliationsContract {
    @Override
    protected TestDatabase open() {
        return TestDatabase.h2();
    }
}
