package io.leadhook.watch.alert;

import io.leadhook.testing.TestDatabase;

class H2AlertsTest extends AlertsContract {
    @Override
    protected TestDatabase open() {
        return TestDatabase.h2();
    }
}
