package io.leadhook.store;

import io.leadhook.testing.TestDatabase;

class PostgresRetryingTransactionTest extends RetryingTransactionContract {
    PostgresRetryingTransactionTest() {
        super(TestDatabase.postgres());
    }
}
