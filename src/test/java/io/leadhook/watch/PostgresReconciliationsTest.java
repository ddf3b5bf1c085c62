package io.leadhook.watch;

import io.leadhook.testing.TestDatabase;

class PostgresReconciliationsTest extends ReconciliationsContract {
    @Override
    protected TestDatabase open() {
        return TestDatabase.postgres();
    }
}
