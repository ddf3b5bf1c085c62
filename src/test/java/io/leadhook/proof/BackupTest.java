package io.leadhook.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadhook.testing.HubProcess;
import io.leadhook.testing.Load;
import io.leadhook.testing.Receiver;
import io.leadhook.testing.Sender;
import io.leadhook.testing.SentEvent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/operating.md says of backups of H2, done as it says. */
@Tag("long")
class BackupTest {
    @TempDir
    Path folder;

    @AutoClose
    private final Receiver crm = new Receiver();

    @Test
    void a_backup_of_a_running_hub_is_whole_and_can_be_gone_on_from() throws Exception {
        Path data = folder.resolve("data");
        Path backup;
        Set<String> before;
        try (HubProcess hub = hub(data).start().awaitReady()) {
            Sender sender = new Sender(hub.webhooksUrl());
            try (Load load = new Load(sender, LeadLives.of(4, 5), Duration.ofMillis(5))) {
                await().atMost(Duration.ofSeconds(30)).until(() -> sender.acknowledgedCount() > 150);
                before = sender.acknowledged();
                backup = Path.of(hub.api().post("/api/backup", "").path("file").asText());
                int then = sender.acknowledgedCount();
                await().atMost(Duration.ofSeconds(30)).until(() -> sender.acknowledgedCount() > then + 50);
                load.finish();
            }
            hub.terminate();
        }
        assertThat(backup).hasParent(data.resolve("backups").toAbsolutePath());

        Files.move(data, folder.resolve("data-old"));
        unzip(folder.resolve("data-old/backups").resolve(backup.getFileName()), data);

        try (HubProcess hub = hub(data).start().awaitReady()) {
            await().atMost(Duration.ofSeconds(60)).until(hub.api()::unrest, Optional::isEmpty);
            var sums = hub.api().reconciliation();
            System.out.println("restored: " + sums);
            assertThat(sums.path("balanced").asBoolean()).isTrue();
            assertThat(sums.path("dispatched").asInt()).isGreaterThanOrEqualTo(before.size());
            assertThat(Arrivals.of(crm).delivered()).containsAll(before);
            Sender sender = new Sender(hub.webhooksUrl());
            assertThat(sender.post(SentEvent.created("afterwards", 1))).isTrue();
        }
    }

    @Test
    void a_backup_beside_the_mark_of_a_later_time_is_told_from_a_whole_database() throws Exception {
        Path data = folder.resolve("data");
        try (HubProcess hub = hub(data).start().awaitReady()) {
            Sender sender = new Sender(hub.webhooksUrl());
            Path backup = Path.of(hub.api().post("/api/backup", "").path("file").asText());
            await().until(() -> sender.post(SentEvent.created("later", 1)));
            hub.terminate();
            Files.delete(data.resolve("leadhook.mv.db"));
            unzip(backup, data);

            hub.start().awaitEnd();
            assertThat(hub.said("knows of 0 accepted events, but had accepted 1"))
                    .isTrue();

            Files.delete(data.resolve("leadhook.mark"));
            hub.start().awaitReady();
            assertThat(hub.api().reconciliation().path("balanced").asBoolean()).isTrue();
        }
    }

    private HubProcess hub(Path data) {
        return new HubProcess("backup", data).withEnvironment("CRM_URL", crm.url());
    }

    private static void unzip(Path zip, Path folder) throws IOException {
        Files.createDirectories(folder);
        try (InputStream file = Files.newInputStream(zip);
                ZipInputStream entries = new ZipInputStream(file)) {
            for (var entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                Files.copy(entries, folder.resolve(Path.of(entry.getName()).getFileName()));
            }
        }
    }
}
