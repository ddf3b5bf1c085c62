package io.leadhook.store;

import io.leadhook.testing.TestDatabase;

class H2ChangesTest extends ChangesContract {
    H2ChangesTest() {
        super(TestDatabase.h2());
    }
}
