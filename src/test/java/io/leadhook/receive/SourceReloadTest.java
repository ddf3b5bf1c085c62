package io.leadhook.receive;

import static io.leadhook.receive.RawHttp.ascii;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.leadhook.testing.Hub;
import io.leadhook.testing.LogLines;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Files with sources are changed in all the ways that files are changed, while the hub runs. */
class SourceReloadTest {
    private static final String OLD = "canary-old-token";
    private static final String NEW = "canary-new-token";

    @TempDir
    private static Path folder;

    private static Hub hub;

    @BeforeAll
    static void start() throws IOException {
        Files.createDirectories(folder.resolve("secrets"));
        renamedOver(folder.resolve("secrets/leadhook.sources.file.secrets"), OLD);
        renamedOver(folder.resolve("sources.yaml"), yaml(OLD));
        mounted("..2026_11_23_1", OLD);
        hub = new Hub(folder.resolve("data"))
                .with("leadhook.sources-reload", "1s")
                .with(
                        "spring.config.import",
                        "configtree:" + folder.resolve("secrets") + "/,configtree:" + folder.resolve("mounted")
                                + "/,file:" + folder.resolve("sources.yaml"))
                .with("leadhook.sources.file.scheme", "bearer")
                .with("leadhook.sources.mounted.scheme", "bearer")
                .start();
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void a_secret_is_rotated_by_a_file_that_is_renamed_over_the_old_one() throws Exception {
        assertThat(post("file", OLD)).isEqualTo(200);
        assertThat(post("file", NEW)).isEqualTo(401);
        renamedOver(folder.resolve("secrets/leadhook.sources.file.secrets"), OLD + "," + NEW);
        becomesGood("file", NEW);
        assertThat(post("file", OLD)).isEqualTo(200);

        renamedOver(folder.resolve("secrets/leadhook.sources.file.secrets"), NEW);

        await().untilAsserted(() -> assertThat(post("file", OLD)).isEqualTo(401));
        assertThat(post("file", NEW)).isEqualTo(200);
        assertThat(hub.bean(JdbcClient.class)
                        .sql("select detail from audit_log where who = 'files' and action = 'reload sources'"
                                + " order by id desc fetch first row only")
                        .query(String.class)
                        .single())
                .contains("file [" + Secret.fingerprint(NEW) + "]")
                .doesNotContain("canary");
    }

    @Test
    void a_secret_is_rotated_by_a_symbolic_link_that_is_swapped_as_kubernetes_does() throws Exception {
        assertThat(post("mounted", OLD)).isEqualTo(200);

        mounted("..2026_11_23_2", NEW);

        becomesGood("mounted", NEW);
        assertThat(post("mounted", OLD)).isEqualTo(401);
    }

    @Test
    void a_faulty_edit_leaves_everything_as_it_was_until_it_is_mended() throws Exception {
        Path file = folder.resolve("sources.yaml");
        try (LogLines log = new LogLines(SourceWatch.class)) {
            renamedOver(file, yaml("short") + "    tolerance: 5m\n");

            await().untilAsserted(
                            () -> assertThat(health().path("status").asText()).isEqualTo("STALE"));
            assertThat(health().path("details").path("error").asText())
                    .startsWith("leadhook.sources.edited.secrets is shorter than 8 bytes");
            assertThat(log.text().lines()).singleElement().asString().contains("leadhook.sources.edited.secrets");
            assertThat(hub.bean(MeterRegistry.class)
                            .get("leadhook.sources.stale")
                            .gauge()
                            .value())
                    .isEqualTo(1);
            // Whoever watches the whole must not take a hub away that works.
            assertThat(hub.api().get("/actuator/health").path("status").asText())
                    .isEqualTo("UP");
            assertThat(post("edited", OLD)).isEqualTo(200);

            Files.writeString(file, "leadhook: [not, yaml: {");
            await().untilAsserted(() -> assertThat(
                            health().path("details").path("error").asText())
                    .startsWith("the configuration cannot be read"));
            assertThat(post("edited", OLD)).isEqualTo(200);
            assertThat(log.text().lines()).hasSize(2).noneMatch(line -> line.contains("canary"));
        }
        Files.writeString(file, yaml(NEW));

        becomesGood("edited", NEW);
        await().untilAsserted(() -> assertThat(health().path("status").asText()).isEqualTo("UP"));
    }

    @Test
    void an_interval_out_of_range_stops_the_start_by_key_and_value() {
        assertThatThrownBy(() -> new SourcesReloadProperties(Duration.ofMillis(10)))
                .hasMessage("leadhook.sources-reload (0s: off) is 10ms; allowed: 1s to 1h");
    }

    private static JsonNode health() {
        return hub.api().get("/actuator/health").path("components").path("sources");
    }

    private static void becomesGood(String source, String token) {
        await().untilAsserted(() -> assertThat(post(source, token)).isEqualTo(200));
    }

    private static String yaml(String secret) {
        return """
                leadhook:
                  sources.edited:
                    scheme: bearer
                    secrets: %s
                """.formatted(secret);
    }

    private static void renamedOver(Path file, String content) throws IOException {
        Path next = folder.resolve("next");
        Files.writeString(next, content);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** A mounted secret: a link to a link to a folder, and the one in the middle is swapped. */
    private static void mounted(String version, String secret) throws IOException {
        Path mount = Files.createDirectories(folder.resolve("mounted"));
        Path content = Files.createDirectories(mount.resolve(version));
        String name = "leadhook.sources.mounted.secrets";
        Files.writeString(content.resolve(name), secret);
        Path link = Files.createSymbolicLink(mount.resolve("..data_tmp"), Path.of(version));
        Files.move(link, mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        if (!Files.isSymbolicLink(mount.resolve(name))) {
            Files.createSymbolicLink(mount.resolve(name), Path.of("..data", name));
        }
    }

    private static int post(String source, String token) throws IOException {
        byte[] body = FuzzRequests.event(source).getBytes(StandardCharsets.UTF_8);
        String head = "POST /webhooks/" + source + " HTTP/1.1\r\nHost: hub\r\nAuthorization: Bearer " + token
                + "\r\nContent-Length: " + body.length + "\r\n\r\n";
        return RawHttp.send(hub.bean(WebhookServer.class).getPort(), ascii(head), body)
                .status();
    }
}
