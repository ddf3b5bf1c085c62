package io.leadhook.console;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@DirtiesContext
class H2AdminApiTest extends AdminApiContract {
    @TempDir
    static Path folder;

    @DynamicPropertySource
    static void store(DynamicPropertyRegistry properties) {
        properties.add("leadhook.data-dir", () -> folder.toString());
    }
}
