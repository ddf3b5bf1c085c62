package io.leadhook.watch;

import io.leadhook.testing.TestDatabase;

class H2DeliveryHistoryTest extends DeliveryHistoryContract {
    @Override
    protected TestDatabase open() {
        return TestDatabase.h2();
    }
}
