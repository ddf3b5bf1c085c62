package io.leadhook.receive;

import static io.leadhook.receive.RawHttp.ascii;
import static org.assertj.core.api.Assertions.assertThat;

import io.leadhook.testing.Hub;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The pages of docs/sources: their configuration is loaded, and their example is posted, as they stand there. */
class SourceExamplesTest {
    private static final List<String> PAGES =
            List.of("klozeo", "close", "hubspot", "cloudevents", "github-style", "fetch");

    @TempDir
    private static Path folder;

    private static Hub hub;

    @BeforeAll
    static void start() throws IOException {
        StringJoiner imports = new StringJoiner(",");
        for (String page : PAGES) {
            Path file = folder.resolve(page + ".yaml");
            Files.writeString(file, block(page, "yaml"));
            imports.add("file:" + file);
        }
        hub = new Hub(folder.resolve("data"))
                .with("spring.config.import", imports.toString())
                .with("KLOZEO_WEBHOOK_SECRET", "a-secret-of-klozeo")
                .with("CLOSE_SIGNATURE_KEY", "00112233445566778899aabbccddeeff")
                .with("HUBSPOT_CLIENT_SECRET", "a-secret-of-hubspot")
                .with("CLOUD_WEBHOOK_SECRET", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
                .with("FORMS_WEBHOOK_SECRET", "a-secret-of-forms")
                .with("PORTAL_WEBHOOK_SECRET", "a-secret-of-portal")
                .with("PORTAL_API_TOKEN", "a-token-of-portal")
                .start();
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "klozeo|klozeo|evt_7 lead.updated cl_8c1f",
                "close|close|ev_2sYKRjcrA79yKxi3S4Crd7 lead.updated lead_42",
                "hubspot|hubspot|1 lead.created 123, 2 lead.updated 123",
                "cloudevents|cloud|A234-1234-1234 lead.created lead_42",
                "github-style|forms|72d3162e-cc78-11e3-81ab-4c9367dc0958 lead.created c-17",
                "fetch|portal|evt_12 lead.updated lead_42"
            })
    void the_example_of_each_page_is_read_as_the_page_says(String page, String source, String events)
            throws IOException {
        byte[] body = block(page, "json").getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder("POST /webhooks/" + source + " HTTP/1.1\r\nHost: hub\r\n");
        hub.bean(Signer.class)
                .headers(source, body)
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Length: ").append(body.length).append("\r\n\r\n");

        RawHttp.Answer answer = RawHttp.send(hub.bean(WebhookServer.class).getPort(), ascii(head.toString()), body);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("accepted").doesNotContain("quarantined");
        assertThat(hub.bean(JdbcClient.class)
                        .sql("select event_id || ' ' || event_type || ' ' || lead_id from event where source = :source"
                                + " order by id")
                        .param("source", source)
                        .query(String.class)
                        .list())
                .isEqualTo(List.of(events.split(", ")));
    }

    private static String block(String page, String language) throws IOException {
        String text = Files.readString(Path.of("docs/sources/" + page + ".md"));
        Matcher matcher =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(text);
        assertThat(matcher.find()).as(page).isTrue();
        return matcher.group(1);
    }
}
