package io.leadhook.receive;

import static io.leadhook.receive.RawHttp.ascii;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.leadhook.testing.Hub;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class UnusedLeadsSourceTest {
    private static final String ENABLED = "leadhook.sources.leads.enabled";
    private static final String OLD = "canary-old-token";
    private static final String NEW = "canary-new-token";

    @TempDir
    Path folder;

    @Test
    void a_leads_source_without_a_secret_is_off_when_another_has_one() {
        assertThat(started("leadhook.sources.shop.secrets", "x").getProperty(ENABLED))
                .isEqualTo("false");
    }

    @ParameterizedTest
    @CsvSource({"LEADS_WEBHOOK_SECRET,x", "leadhook.sources.shop.scheme,github", "CRM_URL,http://crm.example"})
    void a_leads_source_stays_on_while_no_other_has_a_secret_or_it_has_one(String key, String value) {
        assertThat(started(key, value).getProperty(ENABLED)).isNull();
    }

    @Test
    void who_uses_only_a_source_of_their_own_rotates_its_secret_all_the_same() throws Exception {
        Path secret = Files.createDirectories(folder.resolve("secrets")).resolve("leadhook.sources.own.secrets");
        Files.writeString(secret, OLD);
        try (Hub hub = new Hub(folder.resolve("data"))
                .with("LEADS_WEBHOOK_SECRET", "")
                .with("spring.config.import", "configtree:" + secret.getParent() + "/")
                .with("leadhook.sources.own.scheme", "bearer")
                .with("leadhook.sources-reload", "0s")
                .start()) {
            assertThat(post(hub, OLD)).isEqualTo(200);
            Files.writeString(secret, NEW);

            JsonNode sources = hub.api().post("/api/sources/reload", "");

            assertThat(post(hub, NEW)).isEqualTo(200);
            assertThat(post(hub, OLD)).isEqualTo(401);
            assertThat(sources.findValuesAsText("name")).containsExactly("leads", "own");
            assertThat(sources.findValuesAsText("enabled")).containsExactly("false", "true");
        }
    }

    /** With the shipped application.yaml in its folder. */
    private static StandardEnvironment started(String key, String value) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "shipped",
                        Map.of(
                                "leadhook.sources.leads.scheme", "hmac-sha256",
                                "leadhook.sources.leads.secrets", "${LEADS_WEBHOOK_SECRET:}")));
        environment.getPropertySources().addFirst(new MapPropertySource("test", Map.of(key, value)));
        new UnusedLeadsSource().postProcessEnvironment(environment, new SpringApplication());
        return environment;
    }

    private static int post(Hub hub, String token) throws IOException {
        byte[] body = FuzzRequests.event("own").getBytes(StandardCharsets.UTF_8);
        String head = "POST /webhooks/own HTTP/1.1\r\nHost: hub\r\nAuthorization: Bearer " + token
                + "\r\nContent-Length: " + body.length + "\r\n\r\n";
        return RawHttp.send(hub.bean(WebhookServer.class).getPort(), ascii(head), body)
                .status();
    }
}
