package io.leadhook.watch;

import io.leadhook.testing.TestDatabase;

class PostgresDeliveryHistoryTest extends DeliveryHistoryContract {
    @Override
    protected TestDatabase open() {
        return TestDatabase.postgres();
    }
}
