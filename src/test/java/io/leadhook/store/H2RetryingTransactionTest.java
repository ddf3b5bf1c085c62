package io.leadhook.store;

import io.leadhook.testing.TestDatabase;

class H2RetryingTransactionTest extends RetryingTransactionContract {
    H2RetryingTransactionTest() {
        super(TestDatabase.h2());
    }
}
