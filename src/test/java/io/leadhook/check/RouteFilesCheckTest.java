package io.leadhook.check;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.Environment;
import org.springframework.mock.env.MockEnvironment;

class RouteFilesCheckTest {
    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private String pattern;

    @SuppressWarnings("NullAway.Init")
    private Environment environment;

    @BeforeEach
    void pattern() {
        pattern = "file:" + folder + "/routes/**/*.camel.yaml";
        environment = new MockEnvironment().withProperty("camel.main.routes-include-pattern", pattern);
    }

    @Test
    void a_folder_that_is_not_there_stops_the_start() {
        refuses();
    }

    @Test
    void an_empty_folder_stops_the_start() throws IOException {
        Files.createDirectory(folder.resolve("routes"));
        refuses();
    }

    @Test
    void a_folder_of_other_files_stops_the_start() throws IOException {
        Files.createDirectory(folder.resolve("routes"));
        Files.writeString(folder.resolve("routes/crm.yaml"), "");
        refuses();
    }

    @Test
    void one_file_is_enough() throws IOException {
        Files.createDirectories(folder.resolve("routes/destinations"));
        Files.writeString(folder.resolve("routes/destinations/crm.camel.yaml"), "");

        assertThatCode(() -> new RouteFilesCheck(environment)).doesNotThrowAnyException();
    }

    private void refuses() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new RouteFilesCheck(environment))
                .withMessageStartingWith("leadhook.routes = " + pattern + ": no route file is there. ");
    }
}
