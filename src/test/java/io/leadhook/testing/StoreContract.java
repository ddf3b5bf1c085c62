package io.leadhook.testing;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What holds on each kind of database. Each test has one of its own, migrated and empty. */
public abstract class StoreContract {
    @SuppressWarnings("NullAway.Init")
    protected TestDatabase database;

    @SuppressWarnings("NullAway.Init")
    protected Rows rows;

    protected abstract TestDatabase open();

    @BeforeEach
    void openDatabase() {
        database = open();
        rows = new Rows(database.jdbc());
    }

    @AfterEach
    void closeDatabase() {
        database.close();
    }
}
