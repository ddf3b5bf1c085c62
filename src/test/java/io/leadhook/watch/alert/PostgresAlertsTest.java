package io.leadhook.watch.alert;

import io.leadhook.testing.TestDatabase;

class PostgresAlertsTest extends AlertsContract {
    @Override
    protected TestDatabase open() {
        return TestDatabase.postgres();
    }
}
