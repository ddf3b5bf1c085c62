package io.leadhook.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** JMX over HTTP, switched on. That it is off unless asked for is in {@link SecurityTest}. */
@DirtiesContext
class JolokiaTest extends ConsoleTest {
    private static final String CRM = "io.leadhook:name=crm,type=Destination";

    @DynamicPropertySource
    static void switchOn(DynamicPropertyRegistry properties) {
        properties.add("management.endpoints.web.exposure.include", () -> "health,info,prometheus,jolokia");
        for (String role : List.of("viewer", "operator")) {
            properties.add("leadhook.users." + role + "-1.password", () -> Api.PASSWORD);
            properties.add("leadhook.users." + role + "-1.role", () -> role);
        }
    }

    @Test
    void it_needs_the_role_admin() {
        for (String path : List.of(
                "/actuator/jolokia", "/actuator/jolokia/version", "/actuator/jolokia/list", "/actuator/hawtio")) {
            assertThat(api.send(api.anonymous(path).GET()).isProblem(401))
                    .as(path)
                    .isTrue();
            for (String user : List.of("viewer-1", "operator-1")) {
                Api.Answer answer = api.send(api.anonymous(path)
                        .header("Authorization", Api.basic(user, Api.PASSWORD))
                        .GET());
                assertThat(answer.isProblem(403)).as(path + " " + user).isTrue();
            }
        }
        assertThat(api.get("/actuator/jolokia/version").status()).isEqualTo(200);
    }

    @Test
    void an_administrator_reads_destinations_and_memory() {
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(
                                read(CRM + "/State").json().path("value").asText())
                        .isEqualTo("running"));
        assertThat(read("java.lang:type=Memory/HeapMemoryUsage")
                        .json()
                        .path("value")
                        .path("used")
                        .asLong())
                .isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "read/java.lang:type=Runtime/SystemProperties",
                "read/java.lang:type=Runtime/InputArguments",
                "exec/" + CRM + "/pause",
                "exec/java.lang:type=Memory/gc",
                "exec/org.springframework.boot:name=Env,type=Endpoint/environment/*",
                "write/java.lang:type=Memory/Verbose/true",
            })
    void nothing_secret_is_read_and_nothing_is_changed(String request) {
        await().atMost(Duration.ofSeconds(10))
                .until(() -> read(CRM + "/State").json().has("value"));

        Api.Answer answer = api.get("/actuator/jolokia/" + request);

        assertThat(answer.json().path("status").asInt()).as(answer.body()).isEqualTo(403);
        assertThat(answer.json().has("value")).isFalse();
        assertThat(crm.state().name()).isEqualTo("RUNNING");
    }

    @Test
    void a_page_of_its_own_server_may_ask_without_a_token_and_one_from_elsewhere_may_not() {
        String question = "{\"type\":\"version\"}";
        assertThat(api.send(api.request("/actuator/jolokia")
                                .header("Sec-Fetch-Site", "same-origin")
                                .POST(HttpRequest.BodyPublishers.ofString(question)))
                        .json()
                        .path("status")
                        .asInt())
                .isEqualTo(200);
        assertThat(api.send(api.request("/actuator/jolokia")
                                .header("Sec-Fetch-Site", "cross-site")
                                .POST(HttpRequest.BodyPublishers.ofString(question)))
                        .isProblem(403))
                .isTrue();
        Api.Answer elsewhere = api.send(api.request("/actuator/jolokia/version")
                .header("Origin", "https://evil.example")
                .GET());
        assertThat(elsewhere.header("Access-Control-Allow-Origin")).isNull();
    }

    @Test
    void it_cannot_be_told_to_ask_another_jvm() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            api.post("/actuator/jolokia", """
                    {"type":"read","mbean":"%s","attribute":"State",
                     "target":{"url":"service:jmx:rmi:///jndi/rmi://127.0.0.1:%d/x"}}""".formatted(CRM, other.getLocalPort()));

            other.setSoTimeout(1_000);
            assertThatThrownBy(other::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    private Api.Answer read(String what) {
        return api.get("/actuator/jolokia/read/" + what);
    }
}
