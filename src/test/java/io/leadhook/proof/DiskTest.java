package io.leadhook.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.leadhook.testing.HubProcess;
import io.leadhook.testing.Load;
import io.leadhook.testing.Receiver;
import io.leadhook.testing.Sender;
import io.leadhook.testing.SentEvent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk of the H2 file is full, or does not confirm what it was given. */
@Tag("long")
class DiskTest {
    private static final String SETTINGS = ";WRITE_DELAY=0;RETENTION_TIME=0;MAX_COMPACT_TIME=0;DB_CLOSE_DELAY=-1"
            + ";DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=3000;ANALYZE_AUTO=0";

    private static final int TIMES = Integer.getInteger("leadhook.proof.full-disks", 2);

    @TempDir
    Path folder;

    @AutoClose
    private final Receiver crm = new Receiver();

    /**
     * By a limit of the kernel's, so that every layer below the JVM is the real one. The hub ends, and is started again
     * and again as by a supervisor.
     */
    @Test
    void a_disk_that_takes_nothing_more_loses_nothing_that_was_acknowledged() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/prlimit")), "needs prlimit of util-linux");
        try (HubProcess hub = hub("disk-limit").start().awaitReady()) {
            goesThrough(hub);
        }
    }

    @Test
    void a_disk_that_does_not_confirm_gets_no_event_acknowledged_until_a_restart() throws Exception {
        try (HubProcess hub = faulty("disk-sick").start().awaitReady()) {
            Sender sender = new Sender(hub.webhooksUrl());
            await().until(() -> sender.post(SentEvent.created("lead", 1)));
            Files.createFile(folder.resolve("disk-sick"));

            assertThat(sender.post(SentEvent.created("lead", 2))).isFalse();
            Files.delete(folder.resolve("disk-sick"));
            await().pollDelay(Duration.ofSeconds(2)).until(() -> true);
            assertThat(sender.post(SentEvent.created("lead", 3)))
                    .as("a sync that works again proves nothing about the one that did not")
                    .isFalse();
            assertThat(readiness(hub)).isEqualTo(503);

            hub.kill();
            hub.start().awaitReady();
            await().until(() -> sender.post(SentEvent.created("lead", 2)));
            assertThat(readiness(hub)).isEqualTo(200);
            assertThat(hub.api().reconciliation().path("balanced").asBoolean()).isTrue();
        }
    }

    private void goesThrough(HubProcess hub) throws Exception {
        Sender sender = new Sender(hub.webhooksUrl());
        try (Load load = new Load(sender, LeadLives.of(4, 5), Duration.ofMillis(10))) {
            for (int time = 1; time <= TIMES; time++) {
                int before = sender.acknowledgedCount();
                await().atMost(Duration.ofSeconds(30)).until(() -> sender.acknowledgedCount() > before + 150);
                limit(hub, "4096");
                hub.awaitEnd();
                int full = sender.acknowledgedCount();
                assertThat(hub.exitCode())
                        .as("its own end, and no word: the log is on the same disk")
                        .isEqualTo(3);
                hub.start().awaitReady();
                JsonNode sums = hub.api().reconciliation();
                System.out.printf("full %d: %d acknowledged, %s%n", time, full, sums);
                assertThat(sums.path("balanced").asBoolean()).isTrue();
                assertThat(sums.path("accepted").asInt()).isGreaterThanOrEqualTo(full);
            }
            load.finish();
        }
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(hub.api()::unrest, Optional::isEmpty);
        assertThat(Arrivals.of(crm)).matches(Arrivals::clean);
        assertThat(Arrivals.of(crm).delivered()).isEqualTo(sender.acknowledged());
        assertThat(hub.api().reconciliation().path("balanced").asBoolean()).isTrue();
        assertThat(hub.api().reconciliation().path("dispatched").asInt()).isEqualTo(sender.acknowledgedCount());
    }

    private HubProcess hub(String name) {
        return new HubProcess(name, folder)
                .with("leadhook.delivery.retry-delays", "200ms,200ms,1s,1s,1s")
                .withEnvironment("CRM_URL", crm.url());
    }

    private HubProcess faulty(String name) throws Exception {
        return hub(name)
                .with("spring.datasource.url", "jdbc:h2:file:faulty:" + folder.resolve("leadhook") + SETTINGS)
                .withClasses(ChildClasses.in(folder, "Faulty"))
                .withMain(FaultyDiskHub.class);
    }

    private static void limit(HubProcess hub, String bytes) throws IOException, InterruptedException {
        Process limited = new ProcessBuilder(
                        "/usr/bin/prlimit", "--pid", String.valueOf(hub.pid()), "--fsize=" + bytes + ":unlimited")
                .inheritIO()
                .start();
        assertThat(limited.waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThat(limited.exitValue()).isZero();
    }

    private static int readiness(HubProcess hub) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(hub.api().url() + "/actuator/health/readiness"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }
}
