package io.leadhook.delivery;

import io.leadhook.testing.TestDatabase;

class PostgresFreedDeliveriesTest extends FreedDeliveriesContract {
    @Override
    TestDatabase open() {
        return TestDatabase.postgres();
    }
}
