package io.leadhook.watch;

import io.leadhook.testing.TestDatabase;

class PostgresDeliveryCountsTest extends DeliveryCountsContract {
    @Override
    protected TestDatabase open() {
        return TestDatabase.postgres();
    }
}
