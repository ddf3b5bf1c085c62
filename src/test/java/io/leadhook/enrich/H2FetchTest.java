package io.leadhook.enrich;

import io.leadhook.testing.Hub;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class H2FetchTest extends FetchContract {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path dataDir;

    @Override
    Hub newHub() {
        return new Hub(dataDir);
    }
}
