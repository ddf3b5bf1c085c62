package io.leadhook.store;

import io.leadhook.testing.Hub;
import java.nio.file.Path;

class H2AppendPoolTest extends AppendPoolContract {
    @Override
    Hub newHub(Path folder) {
        return new Hub(folder);
    }
}
