package io.leadhook.enrich;

import io.leadhook.testing.Hub;
import io.leadhook.testing.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class PostgresFetchTest extends FetchContract {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path dataDir;

    private final TestDatabase database = TestDatabase.postgres();

    @Override
    Hub newHub() {
        return new Hub(dataDir)
                .with("spring.datasource.url", database.url())
                .with("spring.datasource.username", database.username())
                .with("spring.datasource.password", database.password());
    }

    @Override
    void dropDatabase() {
        database.close();
    }
}
