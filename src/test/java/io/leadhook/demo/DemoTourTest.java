package io.leadhook.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadhook.destination.Receiver;
import io.leadhook.receive.Signer;
import io.leadhook.receive.SourcesProperties;
import io.leadhook.receive.WebhookProperties;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.mock.env.MockEnvironment;

class DemoTourTest {
    private static final String SECRET = "of-this-demo";

    private Receiver hub;
    private DemoTour tour;

    @BeforeEach
    void start() throws Exception {
        hub = new Receiver();
        String port = String.valueOf(URI.create(hub.url("/")).getPort());
        MockEnvironment environment = new MockEnvironment()
                .withProperty("leadhook.webhooks.port", port)
                .withProperty("leadhook.sources.leads.scheme", "hmac-sha256")
                .withProperty("leadhook.sources.leads.secrets", SECRET);
        Clock clock = Clock.fixed(Instant.parse("2026-11-23T10:00:00.123Z"), ZoneOffset.UTC);
        Binder settings = Binder.get(environment);
        Signer signer = Signer.of(
                settings.bindOrCreate("leadhook", SourcesProperties.class),
                settings.bindOrCreate("leadhook.webhooks", WebhookProperties.class),
                clock);
        tour = new DemoTour(environment, "http://127.0.0.1:1", signer, clock);
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void five_signed_leads_are_posted_to_the_hub_even_if_it_needs_a_moment() throws Exception {
        hub.answering(503, Map.of("Retry-After", "1"), "");
        tour.begin();
        Awaitility.await().until(() -> hub.requests().size() >= 2);
        hub.answering(200, Map.of(), "{}");
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> hub.requests().stream()
                                .map(Receiver.Request::body)
                                .distinct()
                                .count()
                        == 5);

        assertThat(hub.requests()).allSatisfy(DemoTourTest::isSigned);
    }

    /** The commands are taken as they stand and run by a shell with the real curl. */
    @Test
    void the_printed_commands_work_by_copy_and_paste(@TempDir Path folder) throws Exception {
        List<String> commands =
                tour.guide().lines().filter(line -> line.startsWith("curl -i")).toList();
        Path script = folder.resolve("tour.sh");
        Files.write(script, commands);

        Process shell = new ProcessBuilder("sh", "-e", script.toString())
                .redirectErrorStream(true)
                .start();
        shell.getInputStream().readAllBytes();
        assertThat(shell.waitFor(20, TimeUnit.SECONDS)).isTrue();

        assertThat(hub.requests()).hasSize(3).allSatisfy(DemoTourTest::isSigned);
        assertThat(hub.requests().get(1).body()).contains("lead_flaky_", "\"lead.created\"", "2026-11-23T10:00:00Z");
        assertThat(hub.requests().get(2).body()).contains("lead_broken_");
    }

    @Test
    void the_guide_keeps_the_secret() {
        assertThat(tour.guide())
                .doesNotContain(SECRET)
                .contains("/mend", "/api/dead-letters/replay", "http://127.0.0.1:1/");
    }

    private static void isSigned(Receiver.Request request) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        assertThat(request.uri()).isEqualTo("/webhooks/leads");
        assertThat(request.header("Content-type")).isEqualTo("application/json");
        assertThat(request.header("X-webhook-signature"))
                .isEqualTo("sha256="
                        + HexFormat.of().formatHex(mac.doFinal(request.body().getBytes(StandardCharsets.UTF_8))));
    }
}
