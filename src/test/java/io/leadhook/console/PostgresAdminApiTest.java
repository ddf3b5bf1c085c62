package io.leadhook.console;

import io.leadhook.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@DirtiesContext
class PostgresAdminApiTest extends AdminApiContract {
    private static final TestDatabase DATABASE = TestDatabase.postgres();

    @DynamicPropertySource
    static void store(DynamicPropertyRegistry properties) {
        properties.add("spring.datasource.url", DATABASE::url);
        properties.add("spring.datasource.username", DATABASE::username);
        properties.add("spring.datasource.password", DATABASE::password);
    }

    @AfterAll
    static void closeDatabase() {
        DATABASE.close();
    }
}
