package io.leadhook.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadhook.testing.Hub;
import io.leadhook.testing.HubProcess;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class H2UpgradeTest extends UpgradeContract {
    @Override
    String vendor() {
        return "h2";
    }

    @Override
    DataSource dataSource() {
        return new DriverManagerDataSource("jdbc:h2:file:" + dataDir.resolve("leadhook"), "leadhook", "");
    }

    @Override
    Hub newHub() {
        return new Hub(dataDir);
    }

    @ParameterizedTest
    @EnumSource(names = {"BEFORE_MIGRATION", "AFTER_MIGRATION"})
    void a_migration_that_was_interrupted_begins_again(FaultPoint point) {
        try (HubProcess hub = new HubProcess("upgrade", dataDir)
                .withEnvironment("JAVA_TOOL_OPTIONS", "-Dleadhook.fault=" + point.label() + ":halt")) {
            hub.start().awaitEnd();
            assertThat(dataDir.resolve("leadhook.before-migration.zip")).exists();

            hub.withEnvironment("JAVA_TOOL_OPTIONS", "").start().awaitReady();
            assertThat(hub.said("was interrupted; it starts again")).isTrue();
            assertThat(dataDir.resolve("leadhook.before-migration.zip")).doesNotExist();
            assertThat(hub.api().reconciliation().path("balanced").asBoolean()).isTrue();
        }
    }
}
