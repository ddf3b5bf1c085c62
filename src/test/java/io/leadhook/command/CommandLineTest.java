package io.leadhook.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.Bean;

class CommandLineTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void settings() throws IOException {
        write("application.yaml", """
                leadhook:
                  data-dir: %s/data
                  routes: file:%s/routes/*.camel.yaml
                """.formatted(folder, folder));
        write("routes/hello.camel.yaml", """
                - route:
                    id: hello
                    description: Says hello.
                    from:
                      uri: direct:hello
                      steps:
                        - log: hello
                """);
    }

    @Test
    void a_word_without_dashes_is_a_command() {
        assertThat(CommandLine.isFor()).isFalse();
        assertThat(CommandLine.isFor("--server.port=0")).isFalse();
        assertThat(CommandLine.isFor("--server.port=0", "validate")).isTrue();
        assertThat(CommandLine.isFor("validate")).isTrue();
        assertThat(CommandLine.isFor("frobnicate")).isTrue();
        assertThat(CommandLine.isFor("--help")).isTrue();
    }

    @Test
    void an_unknown_command_is_refused_with_what_there_is() {
        assertThat(run("frobnicate")).isEqualTo(2);

        assertThat(out()).isEmpty();
        assertThat(err()).startsWith("'frobnicate' is not a command\nusage: java -jar leadhook.jar");
    }

    @Test
    void validate_is_content_with_sound_files_and_touches_nothing() {
        assertThat(run("validate", location())).isZero();

        assertThat(out()).isEqualTo("The configuration and 1 route files can be used.\n");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void keys_may_stand_before_the_command() {
        assertThat(run(location(), "validate")).isZero();
        assertThat(run(location(), "--server.port=eighty", "validate")).isEqualTo(1);

        assertThat(out()).contains("command line: server.port = eighty is not a whole number");
    }

    @Test
    void validate_names_the_faults_of_settings_and_routes() throws IOException {
        write("application.yaml", """
                leadhook:
                  routes: file:%s/routes/*.camel.yaml
                  data-dirr: x
                server:
                  port: eighty
                """.formatted(folder));
        write("routes/mute.camel.yaml", "- beans: []\n");

        assertThat(run("validate", location())).isEqualTo(1);

        assertThat(out().replace(folder + "/", "")).isEqualTo("""
                application.yaml:3: leadhook.data-dirr is not a key of Leadhook, did you mean 'leadhook.data-dir'?
                application.yaml:5: server.port = eighty is not a whole number
                routes/mute.camel.yaml:1: no route in this file
                3 faults.
                """);
    }

    @Test
    void validate_names_the_source_that_would_stop_the_start() throws IOException {
        write("application.yaml", """
                leadhook:
                  routes: file:%s/routes/*.camel.yaml
                  sources:
                    shop:
                      scheme: shopify
                      secrets: a-secret-for-tests-only
                      event:
                        id: data.id
                    crm:
                      scheme: hmac-sha256
                      secrets: 'tiny!'
                    closed:
                      enabled: false
                """.formatted(folder));

        assertThat(run("validate", location())).isEqualTo(1);

        assertThat(out().replace(folder + "/", ""))
                .contains("application.yaml:8: leadhook.sources.shop.event.id is 'data.id'; set it to a JSON pointer")
                .contains("application.yaml:11: leadhook.sources.crm.secrets")
                .doesNotContain("tiny!", "sources.closed")
                .endsWith("2 faults.\n");
    }

    @Test
    void validate_says_so_when_there_is_no_route_file() throws IOException {
        Files.delete(folder.resolve("routes/hello.camel.yaml"));

        assertThat(run("validate", location())).isEqualTo(1);

        assertThat(out())
                .contains("no route file is there. Start the hub in the folder that has routes/, or name another place,"
                        + " as in leadhook.routes=file:/etc/leadhook/**/*.camel.yaml");
    }

    @Test
    void sign_prints_headers_as_curl_reads_them() throws IOException {
        write("event.json", "{}");

        int exit = run("sign", "--source=here", folder.resolve("event.json").toString(), source());

        assertThat(err()).isEmpty();
        assertThat(exit).isZero();
        assertThat(out()).isEqualTo("X-Webhook-Signature: here signs 2 bytes\n");
    }

    @Test
    void sign_names_the_sources_that_there_are() {
        assertThat(run("sign", "--source=hear", "event.json", source())).isEqualTo(1);

        assertThat(err())
                .startsWith("there is no source 'hear' under leadhook.sources; there are ")
                .contains("here");
        assertThat(out()).isEmpty();
    }

    @Test
    void sign_names_a_missing_file() {
        assertThat(run("sign", "--source=here", "no-such-event.json", source())).isEqualTo(1);

        assertThat(err()).isEqualTo("no-such-event.json: there is no such file, or it cannot be read\n");
    }

    @Test
    void sign_without_a_file_explains_itself() {
        assertThat(run("sign", "--source=here")).isEqualTo(2);

        assertThat(err()).startsWith("usage: ");
    }

    private int run(String... arguments) {
        CommandLine commands = new CommandLine(
                Application.class,
                environment ->
                        (source, body) -> Map.of("X-Webhook-Signature", source + " signs " + body.length + " bytes"));
        return commands.run(new PrintStream(out, true), new PrintStream(err, true), arguments);
    }

    private String location() {
        return "--spring.config.location=classpath:/application.yaml,file:" + folder + "/application.yaml";
    }

    private static String source() {
        return "--leadhook.sources.here.secrets=abc";
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private void write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    static class Application {
        /** The packaged application.yaml names it. */
        @Bean
        HttpClientConfigurer boundedHttpClient() {
            throw new IllegalStateException("a check makes no beans");
        }
    }
}
