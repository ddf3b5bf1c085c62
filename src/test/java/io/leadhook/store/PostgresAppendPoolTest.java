package io.leadhook.store;

import io.leadhook.testing.Hub;
import io.leadhook.testing.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;

class PostgresAppendPoolTest extends AppendPoolContract {
    private final TestDatabase database = TestDatabase.postgres();

    @Override
    Hub newHub(Path folder) {
        return new Hub(folder).on(database);
    }

    @AfterEach
    void drop() {
        database.close();
    }
}
