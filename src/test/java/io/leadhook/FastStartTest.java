package io.leadhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadhook.testing.HubProcess;
import io.leadhook.testing.ProcessedClasses;
import io.leadhook.testing.Receiver;
import io.leadhook.testing.Sender;
import io.leadhook.testing.SentEvent;
import io.leadhook.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hubs that start from a context that Spring has processed ahead of time. */
class FastStartTest {
    private static final String FROM_IT = "Starting AOT-processed Leadhook";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path build;

    @SuppressWarnings("NullAway.Init")
    private static Path classes;

    @TempDir
    Path dataDir;

    private final Receiver crm = new Receiver();

    @BeforeAll
    static void process() throws Exception {
        classes = ProcessedClasses.in(build);
    }

    @AfterEach
    void stop() {
        crm.close();
    }

    @Test
    void the_processed_context_is_good_for_h2() {
        try (HubProcess hub = hub("h2").start().awaitReady()) {
            assertThat(hub.said(FROM_IT)).isTrue();
            delivers(hub);
            // Kept every five seconds, by what is there on H2 alone.
            await().until(() -> dataDir.resolve("leadhook.mark").toFile().exists());
        }
    }

    @Test
    void the_same_one_is_good_for_postgres() {
        try (TestDatabase database = TestDatabase.postgres();
                HubProcess hub = hub("postgres").on(database).start().awaitReady()) {
            assertThat(hub.said(FROM_IT)).isTrue();
            delivers(hub);
        }
    }

    private HubProcess hub(String name) {
        return new HubProcess("fast-start-" + name, dataDir)
                .withClasses(classes)
                .withEnvironment("JAVA_TOOL_OPTIONS", "-Dspring.aot.enabled=true")
                .withEnvironment("CRM_URL", crm.url());
    }

    private void delivers(HubProcess hub) {
        Sender sender = new Sender(hub.webhooksUrl());
        for (int i = 0; i < 20; i++) {
            assertThat(sender.post(SentEvent.created("lead" + i, 1))).isTrue();
        }
        await().atMost(Duration.ofSeconds(30)).until(hub.api()::unrest, Optional::isEmpty);
        assertThat(crm.requests()).hasSize(20);
    }
}
