package io.leadhook.watch.alert;

import io.leadhook.testing.TestDatabase;

class PostgresAlertsTest extends AlertsContract {
    @Override
    TestDatabase open() {
        return TestDatabase.postgres();
    }
}
