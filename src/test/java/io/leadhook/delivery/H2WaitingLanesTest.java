package io.leadhook.delivery;

import io.leadhook.testing.TestDatabase;

class H2WaitingLanesTest extends WaitingLanesContract {
    @Override
    TestDatabase open() {
        return TestDatabase.h2();
    }
}
