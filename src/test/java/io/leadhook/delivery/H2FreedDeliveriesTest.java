package io.leadhook.delivery;

import io.leadhook.testing.TestDatabase;

class H2FreedDeliveriesTest extends FreedDeliveriesContract {
    @Override
    TestDatabase open() {
        return TestDatabase.h2();
    }
}
